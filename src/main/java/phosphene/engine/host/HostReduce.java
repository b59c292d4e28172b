package phosphene.engine.host;

import java.util.Arrays;
import java.util.List;
import phosphene.network.Axis;
import phosphene.network.Reduce;
import phosphene.network.Shape;

/** One value for all that lie along some axes; of several extremes the first takes the gradient. */
final class HostReduce implements HostLayer {
  private final Reduce.Operation operation;
  private final int[] targets; // of each value of the input, in the output
  private final int outputs;

  HostReduce(Reduce layer, Shape in) {
    this.operation = layer.operation();
    Shape out = layer.output(List.of(in));
    this.outputs = out.size();
    this.targets = new int[in.size()];
    for (int i = 0; i < targets.length; i++) {
      int c = layer.axes().contains(Axis.CHANNELS) ? 0 : i % in.channels();
      int position = i / in.channels();
      int y = layer.axes().contains(Axis.ROWS) ? 0 : position / in.width();
      int x = layer.axes().contains(Axis.COLUMNS) ? 0 : position % in.width();
      targets[i] = (y * out.width() + x) * out.channels() + c;
    }
  }

  @Override
  public void forward(float[][] inputs, float[] output) {
    if (extreme()) {
      int[] winners = winners(inputs[0]);
      for (int i = 0; i < outputs; i++) {
        output[i] = inputs[0][winners[i]];
      }
      return;
    }
    double[] values = values(inputs[0]);
    for (int i = 0; i < outputs; i++) {
      output[i] = (float) values[i];
    }
  }

  private boolean extreme() {
    return operation == Reduce.Operation.MAXIMUM || operation == Reduce.Operation.MINIMUM;
  }

  private int[] winners(float[] input) {
    int[] winners = new int[outputs];
    Arrays.fill(winners, -1);
    float sign = operation == Reduce.Operation.MINIMUM ? -1 : 1;
    for (int i = 0; i < input.length; i++) {
      int known = winners[targets[i]];
      if (known < 0 || sign * input[i] > sign * input[known]) {
        winners[targets[i]] = i;
      }
    }
    return winners;
  }

  private double[] values(float[] input) {
    double[] sums = new double[outputs];
    for (int i = 0; i < input.length; i++) {
      double x = input[i];
      sums[targets[i]] +=
          switch (operation) {
            case MEAN, SUM, MAXIMUM, MINIMUM -> x;
            case L1 -> Math.abs(x);
            case L2, SUM_OF_SQUARES -> x * x;
          };
    }
    for (int i = 0; i < outputs; i++) {
      sums[i] =
          switch (operation) {
            case MEAN -> sums[i] * outputs / input.length;
            case L2 -> Math.sqrt(sums[i]);
            case SUM, MAXIMUM, MINIMUM, L1, SUM_OF_SQUARES -> sums[i];
          };
    }
    return sums;
  }

  @Override
  public void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients) {
    if (extreme()) {
      int[] winners = winners(inputs[0]);
      for (int i = 0; i < outputs; i++) {
        inputGradients[0][winners[i]] = outputGradient[i];
      }
      return;
    }
    double[] values = values(inputs[0]);
    for (int i = 0; i < targets.length; i++) {
      double slope = slope(inputs[0][i], values[targets[i]]);
      inputGradients[0][i] = (float) (outputGradient[targets[i]] * slope);
    }
  }

  /** The derivative of an output of {@code value} by an input of {@code x}. */
  private double slope(double x, double value) {
    return switch (operation) {
      case MEAN -> (double) outputs / targets.length;
      case SUM, MAXIMUM, MINIMUM -> 1;
      case L1 -> Math.signum(x);
      case L2 -> value == 0 ? 0 : x / value;
      case SUM_OF_SQUARES -> 2 * x;
    };
  }
}
