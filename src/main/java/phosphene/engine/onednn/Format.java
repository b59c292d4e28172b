package phosphene.engine.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import phosphene.network.Shape;

/** How values lie in memory: their order and their type. */
record Format(Order order, data_type type) {
  /** As Java's arrays have them. */
  static final Format PLAIN = new Format(Order.CHANNELS_LAST, data_type.f32);

  /** The descriptor of so many images. */
  memory.desc desc(int images, Shape shape) {
    return new memory.desc(Dims.of(images, shape), type, order.tag());
  }

  /** Bytes of a value. */
  long bytes() {
    return type == data_type.bf16 ? Short.BYTES : Float.BYTES;
  }

  /** Bytes of an image. */
  long bytes(Shape shape) {
    return bytes() * order.padded(shape.channels()) * shape.area();
  }

  Format in(Order other) {
    return new Format(other, type);
  }
}
