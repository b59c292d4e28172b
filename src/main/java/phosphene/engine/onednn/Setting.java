package phosphene.engine.onednn;

import org.bytedeco.dnnl.memory.data_type;
import phosphene.engine.Batch;
import phosphene.network.Architecture;

/**
 * What the plans of a session's layers have in common.
 *
 * @param order of values where a layer leaves the choice
 * @param type of values and gradients
 */
record Setting(Instructions instructions, Batch batch, Order order, data_type type) {
  /**
   * The setting of a network: in blocks where a layer has Winograd's algorithm, which wants them.
   */
  static Setting of(Architecture cut, Batch batch, Instructions instructions, data_type type) {
    Setting plain = new Setting(instructions, batch, Order.CHANNELS_LAST, type);
    return Way.all(cut, plain).stream().anyMatch(Way::winograd)
        ? new Setting(instructions, batch, Order.BLOCKED, type)
        : plain;
  }

  /** Images to a multiple of which all memory of a network has room. */
  int room(Architecture cut) {
    return Way.all(cut, this).stream().mapToInt(Way::group).reduce(1, Math::max);
  }

  Format format() {
    return new Format(order, type);
  }

  int images() {
    return batch.images();
  }
}
