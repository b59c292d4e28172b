package phosphene.bench;

import java.util.List;
import java.util.Optional;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Layer;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;

/** What Deeplearning4j is given: plain convolutions and max pools in a chain, as VGG19 has them. */
final class Dl4jLayers {
  private Dl4jLayers() {}

  /** Why a network is not measured by Deeplearning4j's layers, naming a layer; empty if it is. */
  static Optional<String> refusal(Architecture architecture) {
    String before = Architecture.INPUT;
    for (Node node : architecture.nodes()) {
      if (!node.inputs().equals(List.of(before)) || !plain(node)) {
        return Optional.of(
            node.name()
                + " is no plain convolution or max pool in a chain, rounded down, with a ReLU or"
                + " nothing after a convolution");
      }
      before = node.name();
    }
    return Optional.empty();
  }

  private static boolean plain(Node node) {
    Layer layer = node.layer();
    if (layer instanceof Convolution convolution) {
      return convolution.groups() == 1
          && known(convolution.window())
          && (node.activation() == Elementary.RELU || node.activation() == Elementary.NONE);
    }
    return layer instanceof MaxPool pool
        && known(pool.window())
        && node.activation() == Elementary.NONE;
  }

  private static boolean known(Window window) {
    return window.plain() && window.rounding() == Window.Rounding.FLOOR;
  }
}
