package phosphene.engine.nd4j;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.SourceSpan;

/**
 * Channels of one image in an array of images x height x width x channels.
 *
 * @param first of the array
 * @param at the one of the maps on the heap that it is
 * @param count of channels that follow each other in both
 * @param of channels in the maps
 */
record Channels(int first, int at, int count, int of) {
  static Channels of(SourceSpan span) {
    return new Channels(span.first(), span.at(), span.count(), span.of());
  }

  /** Copies these channels into {@code maps}, height x width x {@code of} values. */
  void read(INDArray values, int image, float[] maps) {
    FloatPointer pointer = HostTransfer.pointer(values);
    int channels = (int) values.size(3);
    if (count == channels && count == of) {
      pointer.position(start(values, image, pointer)).get(maps);
      return;
    }
    float[] row = row(values);
    int from = 0;
    for (long start = start(values, image, pointer); from < maps.length; start += row.length) {
      pointer.position(start).get(row);
      for (int i = first; i < row.length; i += channels, from += of) {
        System.arraycopy(row, i, maps, from + at, count);
      }
    }
  }

  /** Adds these channels of {@code maps} to the array. */
  void add(float[] maps, INDArray values, int image) {
    float[] row = row(values);
    FloatPointer pointer = HostTransfer.pointer(values);
    int channels = (int) values.size(3);
    int from = at;
    for (long start = start(values, image, pointer); from < maps.length; start += row.length) {
      pointer.position(start).get(row);
      for (int i = first; i < row.length; i += channels, from += of) {
        for (int c = 0; c < count; c++) {
          row[i + c] += maps[from + c];
        }
      }
      pointer.position(start).put(row);
    }
    HostTransfer.written(values);
  }

  private static float[] row(INDArray values) {
    return new float[(int) (values.size(2) * values.size(3))];
  }

  private static long start(INDArray values, int image, FloatPointer pointer) {
    return pointer.position() + image * (values.length() / values.size(0));
  }

  // One channel alone: touching its values only is faster than moving whole rows. A buffer reads
  // and writes them without a native call for each.

  static void read(INDArray values, int image, int channel, float[] map) {
    int channels = (int) values.size(3);
    if (channels == 1) {
      HostTransfer.copy(values, image, map);
      return;
    }
    FloatBuffer buffer = buffer(values, image, map.length * channels);
    for (int i = 0, at = channel; i < map.length; i++, at += channels) {
      map[i] = buffer.get(at);
    }
  }

  static void add(float[] map, INDArray values, int image, int channel) {
    int channels = (int) values.size(3);
    FloatBuffer buffer = buffer(values, image, map.length * channels);
    for (int i = 0, at = channel; i < map.length; i++, at += channels) {
      buffer.put(at, buffer.get(at) + map[i]);
    }
    HostTransfer.written(values);
  }

  /** The values of one image. */
  private static FloatBuffer buffer(INDArray values, int image, int length) {
    FloatPointer pointer = HostTransfer.pointer(values);
    long start = pointer.position() + (long) image * length;
    return pointer.position(start).limit(start + length).asBuffer().slice();
  }
}
