package phosphene.engine.host;

import java.util.Arrays;

/** The maximum of each window, the first of equal ones; padding never wins. */
record HostMaxPool(WindowTaps taps, int channels) implements HostLayer {
  private static final int NONE = -1;

  @Override
  public void forward(float[][] inputs, float[] output) {
    int[] winners = new int[channels];
    int[] under = new int[taps.size()];
    for (int window = 0; window < taps.windows(); window++) {
      taps.under(window, under);
      find(inputs[0], under, winners);
      for (int c = 0; c < channels; c++) {
        output[window * channels + c] =
            winners[c] == NONE ? Float.NEGATIVE_INFINITY : inputs[0][winners[c]];
      }
    }
  }

  @Override
  public void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients) {
    int[] winners = new int[channels];
    int[] under = new int[taps.size()];
    for (int window = 0; window < taps.windows(); window++) {
      taps.under(window, under);
      find(inputs[0], under, winners);
      for (int c = 0; c < channels; c++) {
        if (winners[c] != NONE) {
          inputGradients[0][winners[c]] += outputGradient[window * channels + c];
        }
      }
    }
  }

  private void find(float[] input, int[] under, int[] winners) {
    Arrays.fill(winners, NONE);
    for (int position : under) {
      int from = position * channels;
      for (int c = 0; position != WindowTaps.OUTSIDE && c < channels; c++) {
        if (winners[c] == NONE || input[from + c] > input[winners[c]]) {
          winners[c] = from + c;
        }
      }
    }
  }
}
