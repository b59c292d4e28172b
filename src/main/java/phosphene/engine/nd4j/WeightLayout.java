package phosphene.engine.nd4j;

import phosphene.network.Shape;

/** Moves weights from the order of the files to the order of the device. */
final class WeightLayout {
  private WeightLayout() {}

  /** The extents of a convolution's kernel. */
  record Extents(int out, int in, int height, int width) {
    Extents single() {
      return new Extents(1, in, height, width);
    }

    /** The shape of {@link WeightLayout#forward}. */
    long[] forward() {
      return new long[] {height, width, in, out};
    }

    /** The shape of {@link WeightLayout#flipped}. */
    long[] flipped() {
      return new long[] {height, width, out, in};
    }
  }

  /** From out x in x height x width to height x width x in x out. */
  static float[] forward(float[] kernel, Extents e) {
    float[] moved = new float[kernel.length];
    int area = e.height * e.width;
    for (int o = 0; o < e.out; o++) {
      for (int i = 0; i < e.in; i++) {
        for (int p = 0; p < area; p++) {
          moved[(p * e.in + i) * e.out + o] = kernel[(o * e.in + i) * area + p];
        }
      }
    }
    return moved;
  }

  /** From out x in x height x width to height x width x out x in, turned by 180 degrees. */
  static float[] flipped(float[] kernel, Extents e) {
    float[] moved = new float[kernel.length];
    int area = e.height * e.width;
    for (int o = 0; o < e.out; o++) {
      for (int i = 0; i < e.in; i++) {
        for (int p = 0; p < area; p++) {
          moved[((area - 1 - p) * e.out + o) * e.in + i] = kernel[(o * e.in + i) * area + p];
        }
      }
    }
    return moved;
  }

  /** From out x (channel, row, column) to out x (row, column, channel). */
  static float[] channelsLast(float[] kernel, Shape input) {
    float[] moved = new float[kernel.length];
    int size = input.size();
    int area = input.area();
    for (int start = 0; start < kernel.length; start += size) {
      for (int c = 0; c < input.channels(); c++) {
        for (int p = 0; p < area; p++) {
          moved[start + p * input.channels() + c] = kernel[start + c * area + p];
        }
      }
    }
    return moved;
  }
}
