package phosphene.engine.onednn;

import phosphene.network.Shape;

/** Kernels of convolutions as other convolutions want them. */
final class Kernels {
  private Kernels() {}

  /**
   * From out x in x height x width to in x out x height x width, turned by 180 degrees.
   *
   * @param dims of the result
   */
  static float[] turned(float[] kernel, long[] dims) {
    int in = (int) dims[0];
    int out = (int) dims[1];
    int area = (int) (dims[2] * dims[3]);
    float[] turned = new float[kernel.length];
    for (int i = 0; i < in; i++) {
      for (int o = 0; o < out; o++) {
        for (int p = 0; p < area; p++) {
          turned[(i * out + o) * area + area - 1 - p] = kernel[(o * in + i) * area + p];
        }
      }
    }
    return turned;
  }

  /** From out x in x positions to (position, in) x out: a row for each value that is spread. */
  static float[] spread(float[] kernel, int out, Shape in) {
    int channels = in.channels();
    int positions = kernel.length / out / channels;
    float[] spread = new float[kernel.length];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < channels; i++) {
        for (int p = 0; p < positions; p++) {
          spread[(p * channels + i) * out + o] = kernel[(o * channels + i) * positions + p];
        }
      }
    }
    return spread;
  }
}
