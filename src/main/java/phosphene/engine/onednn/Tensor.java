package phosphene.engine.onednn;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import phosphene.network.Shape;

/**
 * The values of a batch in native memory, image after image.
 *
 * @param images of the batch
 * @param room images that there is memory for: the batch, and blanks behind it
 * @param data where they begin
 */
record Tensor(Shape shape, int images, int room, Format format, BytePointer data) {
  /** The first images of this, as a batch of so many. */
  Tensor of(int count) {
    return new Tensor(shape, count, room, format, data);
  }

  /** The memory of the whole batch. */
  memory memory() {
    return memory(0, images);
  }

  /** The memory of {@code count} images from one on. */
  memory memory(int first, int count) {
    if (first + count > room) {
      throw new IllegalArgumentException(
          "Invalid images: " + count + " from " + first + " (must be within " + room + ")");
    }
    return new memory(format.desc(count, shape), OneDnn.processor(), at(first));
  }

  private BytePointer at(int image) {
    return data.getPointer(image * format.bytes(shape));
  }

  memory.desc desc() {
    return format.desc(images, shape);
  }

  /** One image of a plain tensor: row, column, channel. */
  FloatBuffer values(int image) {
    if (!format.equals(Format.PLAIN)) {
      throw new IllegalStateException("Cannot read a tensor: it lies as " + format);
    }
    return floats(image);
  }

  /** One image of a tensor of float32, in its own order. */
  FloatBuffer floats(int image) {
    return at(image)
        .capacity(format.bytes(shape))
        .asByteBuffer()
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Fills the batch with zeros. */
  void zero() {
    BytePointer.memset(data, 0, images * format.bytes(shape));
  }
}
