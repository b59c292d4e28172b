package phosphene.ascent;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import phosphene.network.Architecture;
import phosphene.network.AveragePool;
import phosphene.network.ChannelGather;
import phosphene.network.Concat;
import phosphene.network.Crop;
import phosphene.network.GlobalAveragePool;
import phosphene.network.GlobalMaxPool;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.LpPool;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Origin;
import phosphene.network.Pad;
import phosphene.network.Regrid;
import phosphene.network.Resize;
import phosphene.network.Shape;
import phosphene.network.TokenGrid;
import phosphene.network.activation.Blocked;
import phosphene.network.activation.Elementary;

/**
 * A channel of a node whose nonlinearity may let nothing through: what a unit's values come from.
 *
 * @param channel of {@code channels}
 */
record SourceRectifier(Node node, int channel, int channels) {

  /**
   * The rectifiers that all values of a unit have passed, with nothing between but layers that
   * join, choose, move or pool values: if these are silent, so is the unit. Empty if there is
   * another way to it.
   */
  static List<SourceRectifier> of(Architecture architecture, String layer, int channel) {
    Shape input = architecture.input();
    Map<String, Shape> shapes = new HashMap<>(architecture.shapes(input.height(), input.width()));
    shapes.put(Architecture.INPUT, input);
    return of(architecture, shapes, layer, channel);
  }

  private static List<SourceRectifier> of(
      Architecture architecture, Map<String, Shape> shapes, String layer, int channel) {
    if (layer.equals(Architecture.INPUT)) {
      return List.of();
    }
    Node node = architecture.node(layer).orElseThrow();
    if (node.activation().rectifies()) {
      int channels = requireNonNull(shapes.get(layer)).channels();
      return List.of(new SourceRectifier(node, channel, channels));
    }
    List<SourceRectifier> all = new ArrayList<>();
    if (node.activation() == Elementary.NONE && passes(node.layer())) {
      List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
      for (Origin origin : node.layer().origins(channel, inputs)) {
        String below = node.inputs().get(origin.input());
        List<SourceRectifier> some = of(architecture, shapes, below, origin.channel());
        if (some.isEmpty()) {
          return List.of();
        }
        all.addAll(some);
      }
    }
    return all;
  }

  /** True of layers whose every value is one of those below, or a mean or a norm of such. */
  private static boolean passes(Layer layer) {
    return layer instanceof Concat
        || layer instanceof ChannelGather
        || layer instanceof TokenGrid
        || layer instanceof Regrid
        || layer instanceof Crop
        || layer instanceof Pad
        || layer instanceof Resize
        || layer instanceof Identity
        || layer instanceof MaxPool
        || layer instanceof AveragePool
        || layer instanceof LpPool
        || layer instanceof GlobalAveragePool
        || layer instanceof GlobalMaxPool;
  }

  /**
   * True if values before the nonlinearity are too small to fire, everywhere.
   *
   * @param map of the channel, row by row
   */
  boolean silent(float[] map) {
    for (int i = 0; i < map.length; i++) {
      if (node.activation().blocked(map[i], i * channels + channel) != Blocked.BELOW) {
        return false;
      }
    }
    return true;
  }
}
