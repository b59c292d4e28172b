package phosphene.engine.nd4j;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Channels of one image in an array of images x height x width x channels.
 *
 * @param first of the array
 * @param at the one of the maps on the heap that it is
 * @param count of channels that follow each other in both
 * @param of channels in the maps
 */
record Channels(int first, int at, int count, int of) {

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

  // One channel alone: touching its values only is faster than moving whole rows.

  static void read(INDArray values, int image, int channel, float[] map) {
    FloatPointer pointer = HostTransfer.pointer(values);
    long channels = values.size(3);
    long at = (long) image * map.length * channels + channel;
    for (int i = 0; i < map.length; i++, at += channels) {
      map[i] = pointer.get(at);
    }
  }

  static void add(float[] map, INDArray values, int image, int channel) {
    FloatPointer pointer = HostTransfer.pointer(values);
    long channels = values.size(3);
    long at = (long) image * map.length * channels + channel;
    for (int i = 0; i < map.length; i++, at += channels) {
      pointer.put(at, pointer.get(at) + map[i]);
    }
    HostTransfer.written(values);
  }
}
