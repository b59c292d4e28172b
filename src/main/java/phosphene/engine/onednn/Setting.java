package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.memory.data_type;
import phosphene.engine.Batch;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.network.Shape;

/**
 * What the plans of a session's layers have in common.
 *
 * @param order of values where a layer leaves the choice
 * @param type of values and gradients
 */
record Setting(Instructions instructions, Batch batch, Order order, data_type type) {
  /**
   * The setting of a network: in blocks where a layer has Winograd's algorithm, which wants them.
   *
   * @param network the whole of it, whatever part of it a session has: else the bits of its first
   *     layers would depend on which others are looked at beside them
   */
  static Setting of(Architecture network, Batch batch, Instructions instructions, data_type type) {
    Setting plain = new Setting(instructions, batch, Order.CHANNELS_LAST, type);
    return Way.all(fitting(network, batch), plain).stream().anyMatch(Way::winograd)
        ? new Setting(instructions, batch, Order.BLOCKED, type)
        : plain;
  }

  /** A network without the layers that small images leave nothing of. */
  private static Architecture fitting(Architecture network, Batch batch) {
    Map<String, Shape> shapes = new HashMap<>();
    int channels = network.input().channels();
    shapes.put(Architecture.INPUT, new Shape(channels, batch.height(), batch.width()));
    List<Node> fit = new ArrayList<>();
    for (Node node : network.nodes()) {
      if (shapes.keySet().containsAll(node.inputs())) {
        output(node, shapes)
            .ifPresent(
                shape -> {
                  shapes.put(node.name(), shape);
                  fit.add(node);
                });
      }
    }
    return new Architecture(network.name(), network.input(), network.preprocessing(), fit);
  }

  private static Optional<Shape> output(Node node, Map<String, Shape> shapes) {
    List<Shape> inputs = node.inputs().stream().map(input -> Tables.known(shapes, input)).toList();
    try {
      return Optional.of(node.layer().output(inputs));
    } catch (IllegalArgumentException tooSmall) {
      return Optional.empty();
    }
  }

  Format format() {
    return new Format(order, type);
  }

  int images() {
    return batch.images();
  }
}
