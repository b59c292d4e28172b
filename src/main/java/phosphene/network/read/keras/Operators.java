package phosphene.network.read.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.network.Elementwise.Operation;
import phosphene.network.read.keras.KerasCall.Argument;

/**
 * Operators between layers ({@code x * 2}, {@code x + y}), which Keras 2 writes as layers
 * TFOpLambda with the name of a function of TensorFlow, and Keras 3 as layers with the name of the
 * operator.
 */
final class Operators {
  private static final Map<String, Operation> BINARY =
      Map.ofEntries(
          Map.entry("Add", Operation.ADD),
          Map.entry("Subtract", Operation.SUBTRACT),
          Map.entry("Multiply", Operation.MULTIPLY),
          Map.entry("Divide", Operation.DIVIDE),
          Map.entry("TrueDivide", Operation.DIVIDE),
          Map.entry("math.add", Operation.ADD),
          Map.entry("__operators__.add", Operation.ADD),
          Map.entry("math.subtract", Operation.SUBTRACT),
          Map.entry("math.multiply", Operation.MULTIPLY),
          Map.entry("math.truediv", Operation.DIVIDE),
          Map.entry("math.divide", Operation.DIVIDE),
          Map.entry("math.maximum", Operation.MAXIMUM),
          Map.entry("math.minimum", Operation.MINIMUM));

  private Operators() {}

  /** A tensor and a number, or a number for each channel; empty if there is no number. */
  static Optional<Affine> constant(Site site) throws UnsupportedLayerException {
    List<Argument> arguments = site.call().arguments();
    Operation operation = BINARY.get(name(site));
    boolean tensors = arguments.stream().allMatch(argument -> argument.tensor().isPresent());
    if (operation == null || tensors) {
      return Optional.empty();
    }
    View in = site.input();
    boolean first = arguments.get(0).tensor().isPresent();
    List<Double> numbers = arguments.get(first ? 1 : 0).numbers();
    boolean each = numbers.size() == in.shape().channels() && in.channels(in.rank() - 1);
    if (arguments.size() != 2 || !(numbers.size() == 1 || each)) {
      throw new UnsupportedLayerException("combines its input with " + numbers);
    }
    List<Double> factor = new ArrayList<>();
    List<Double> offset = new ArrayList<>();
    for (double number : numbers) {
      List<Double> line = line(operation, number, first);
      factor.add(line.get(0));
      offset.add(line.get(1));
    }
    int channels = each ? 1 : in.shape().channels();
    return Optional.of(new Affine(repeated(factor, channels), repeated(offset, channels)));
  }

  private static List<Double> repeated(List<Double> values, int times) {
    return times == 1 ? values : Collections.nCopies(times, values.get(0));
  }

  /** Factor and offset of a tensor that is combined with a number. */
  private static List<Double> line(Operation operation, double number, boolean tensorFirst)
      throws UnsupportedLayerException {
    return switch (operation) {
      case ADD -> List.of(1.0, number);
      case SUBTRACT -> tensorFirst ? List.of(1.0, -number) : List.of(-1.0, number);
      case MULTIPLY -> List.of(number, 0.0);
      case DIVIDE -> {
        if (!tensorFirst) {
          throw new UnsupportedLayerException("divides " + number + " by its input");
        }
        yield List.of(1 / number, 0.0);
      }
      case MAXIMUM, MINIMUM, AVERAGE ->
          throw new UnsupportedLayerException("is the " + operation + " with " + number);
    };
  }

  /** A function of TensorFlow, of tensors alone. */
  static View lambda(Site site) throws IOException, UnsupportedLayerException {
    site.arguments().requireOnly("function");
    String function = name(site);
    Operation operation = BINARY.get(function);
    if (operation != null) {
      return Merges.elementwise(operation).read(site);
    }
    String plain = function.replaceFirst("^(nn|math)\\.", "");
    if (plain.equals(function) || !Nonlinearity.isKnown(plain)) {
      throw new UnsupportedLayerException(
          "calls TensorFlow's " + function + ", which is not supported");
    }
    return Endings.function(site, Nonlinearity.named(plain, site.keras()));
  }

  /** An operator of Keras 3 that is a nonlinearity. */
  static LayerReader function(String nonlinearity) {
    return site -> {
      site.arguments().requireOnly();
      return Endings.function(site, Nonlinearity.named(nonlinearity, site.keras()));
    };
  }

  private static String name(Site site) {
    String type = site.layer().type();
    return type.equals("TFOpLambda") ? site.arguments().get("function").asText() : type;
  }
}
