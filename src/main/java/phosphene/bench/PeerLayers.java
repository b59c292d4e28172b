package phosphene.bench;

import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Layer;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;

/** What every peer computes alike: the layers of the networks of 2014, each with a ReLU or none. */
final class PeerLayers {
  private PeerLayers() {}

  /** True of a max pool, and of a convolution of which every filter reads every channel. */
  static boolean slides(Node node) {
    Layer layer = node.layer();
    if (layer instanceof Convolution convolution) {
      return convolution.groups() == 1 && known(convolution.window()) && activated(node);
    }
    return layer instanceof MaxPool pool
        && known(pool.window())
        && node.activation() == Elementary.NONE;
  }

  /** True of a concatenation of channels. */
  static boolean joins(Node node) {
    return node.layer().equals(new Concat()) && node.activation() == Elementary.NONE;
  }

  private static boolean known(Window window) {
    return window.plain() && !window.rounding().same();
  }

  private static boolean activated(Node node) {
    return node.activation() == Elementary.RELU || node.activation() == Elementary.NONE;
  }
}
