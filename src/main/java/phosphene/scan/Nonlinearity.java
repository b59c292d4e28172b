package phosphene.scan;

import java.util.stream.Stream;
import phosphene.network.Architecture;
import phosphene.network.Concat;
import phosphene.network.Node;
import phosphene.network.activation.Elementary;

/** What stands between the values of a layer before and after its nonlinearity. */
public enum Nonlinearity {
  /** Nothing: the values are the same. */
  NONE,
  /** A ReLU: it changes no value that fires. */
  RELU,
  /** Another function, or several. */
  OTHER;

  /** That of a layer; a concatenation has the nonlinearities of its inputs. */
  public static Nonlinearity of(Architecture architecture, String layer) {
    Node node = architecture.node(layer).orElseThrow();
    if (node.activation() == Elementary.RELU) {
      return RELU;
    }
    if (node.activation() != Elementary.NONE) {
      return OTHER;
    }
    Stream<Nonlinearity> joined =
        node.layer() instanceof Concat
            ? node.inputs().stream().map(input -> ofInput(architecture, input))
            : Stream.of(NONE);
    return joined.distinct().reduce((one, another) -> OTHER).orElse(NONE);
  }

  private static Nonlinearity ofInput(Architecture architecture, String input) {
    return input.equals(Architecture.INPUT) ? NONE : of(architecture, input);
  }
}
