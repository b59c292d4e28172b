package phosphene.engine;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One channel of one image in an array of images x height x width x channels. */
final class Channels {
  private Channels() {}

  static void read(INDArray values, int image, int channel, float[] map) {
    FloatPointer pointer = Host.pointer(values);
    long channels = values.size(3);
    long at = (long) image * map.length * channels + channel;
    for (int i = 0; i < map.length; i++, at += channels) {
      map[i] = pointer.get(at);
    }
  }

  static void add(float[] map, INDArray values, int image, int channel) {
    FloatPointer pointer = Host.pointer(values);
    long channels = values.size(3);
    long at = (long) image * map.length * channels + channel;
    for (int i = 0; i < map.length; i++, at += channels) {
      pointer.put(at, pointer.get(at) + map[i]);
    }
  }
}
