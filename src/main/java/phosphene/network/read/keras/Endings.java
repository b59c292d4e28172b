package phosphene.network.read.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import phosphene.network.Axis;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.Softmax;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Elementary;

/** Nonlinearities, as arguments of other layers and as layers. */
final class Endings {
  private Endings() {}

  /** Refuses an argument {@code activation} that cannot be run, before any node is added. */
  static void check(Site site) throws UnsupportedLayerException {
    JsonNode activation = site.arguments().get("activation");
    if (!Nonlinearity.isSoftmax(activation)) {
      Nonlinearity.of(activation, site.keras());
    } else if (site.inputs().size() == 1 && site.input().rank() > 1) {
      View in = site.input();
      requireChannels(in, in.rank() - 1);
    }
  }

  private static void requireChannels(View in, int axis) throws UnsupportedLayerException {
    if (!in.axes().get(axis).equals(List.of(Axis.CHANNELS))) {
      throw new UnsupportedLayerException(
          "is a softmax over another axis of " + in.extents() + " than the channels");
    }
  }

  /** Adds a layer's node, and what its argument {@code activation} names. */
  static View add(Site site, Layer layer, View in) throws UnsupportedLayerException {
    JsonNode activation = site.arguments().get("activation");
    if (Nonlinearity.isSoftmax(activation)) {
      return softmax(site, site.add(layer, in, Elementary.NONE), site.part("softmax"));
    }
    return site.add(layer, in, Nonlinearity.of(activation, site.keras()));
  }

  /** A layer Activation. */
  static View activation(Site site) throws UnsupportedLayerException {
    site.arguments().requireOnly("activation");
    JsonNode activation = site.arguments().get("activation");
    if (Nonlinearity.isSoftmax(activation)) {
      return softmax(site, site.input(), site.name());
    }
    return function(site, Nonlinearity.of(activation, site.keras()));
  }

  /** A layer that is a function of each value. */
  static View function(Site site, Activation function) throws UnsupportedLayerException {
    View in = site.input();
    return function.equals(Elementary.NONE) ? in : site.add(new Identity(), in, function);
  }

  /** A layer Softmax. */
  static View softmax(Site site) throws UnsupportedLayerException {
    site.arguments().requireOnly("axis");
    View in = site.input();
    int axis = in.axis(site.arguments().wholeOr("axis", -1));
    if (in.rank() > 1) {
      requireChannels(in, axis);
    }
    return softmax(site, in, site.name());
  }

  /** Over the channels; of a vector, over all its values. */
  private static View softmax(Site site, View in, String node) {
    View read = in.rank() == 1 ? site.vector(in) : in;
    return site.add(node, new Softmax(), read, Elementary.NONE);
  }
}
