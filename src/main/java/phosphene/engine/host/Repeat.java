package phosphene.engine.host;

import phosphene.network.Shape;

/** The way from an input to a larger output whose rows, columns or channels repeat it, and back. */
final class Repeat {
  private final Shape out;
  private final int row; // how far the input goes on for each row of the output
  private final int column;
  private final int channel;

  Repeat(Shape in, Shape out) {
    this.out = out;
    this.channel = in.channels() == 1 ? 0 : 1;
    this.column = in.width() == 1 ? 0 : in.channels();
    this.row = in.height() == 1 ? 0 : in.channels() * in.width();
  }

  void spread(float[] input, float[] output) {
    int to = 0;
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        int from = y * row + x * column;
        for (int c = 0; c < out.channels(); c++) {
          output[to++] = input[from + c * channel];
        }
      }
    }
  }

  /** Fills {@code input} with the sums of the values that repeat each of its own. */
  void sum(float[] output, float[] input) {
    double[] sums = new double[input.length];
    int from = 0;
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        int to = y * row + x * column;
        for (int c = 0; c < out.channels(); c++) {
          sums[to + c * channel] += output[from++];
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      input[i] = (float) sums[i];
    }
  }
}
