package phosphene.engine.host;

import java.util.List;
import phosphene.network.Elementwise;
import phosphene.network.Shape;

/** Inputs put together value by value, repeated where they have one row, column or channel only. */
final class HostElementwise implements HostLayer {
  private final Elementwise.Operation operation;
  private final List<Repeat> repeats;
  private final HostArrays arrays;

  HostElementwise(Elementwise layer, List<Shape> inputs, HostArrays arrays) {
    Shape out = layer.output(inputs);
    this.operation = layer.operation();
    this.repeats = inputs.stream().map(in -> new Repeat(in, out)).toList();
    this.arrays = arrays;
  }

  @Override
  public void forward(float[][] inputs, float[] output) {
    float[][] x = spread(inputs, output.length);
    for (int i = 0; i < output.length; i++) {
      output[i] = (float) value(x, i);
    }
    arrays.give(x);
  }

  private float[][] spread(float[][] inputs, int length) {
    float[][] spread = new float[inputs.length][];
    for (int k = 0; k < inputs.length; k++) {
      spread[k] = arrays.take(length);
      repeats.get(k).spread(inputs[k], spread[k]);
    }
    return spread;
  }

  private double value(float[][] x, int i) {
    double value = x[0][i];
    for (int k = 1; k < x.length; k++) {
      double next = x[k][i];
      value =
          switch (operation) {
            case ADD, AVERAGE -> value + next;
            case SUBTRACT -> value - next;
            case MULTIPLY -> value * next;
            case DIVIDE -> value / next;
            case MAXIMUM -> Math.max(value, next);
            case MINIMUM -> Math.min(value, next);
          };
    }
    return operation == Elementwise.Operation.AVERAGE ? value / x.length : value;
  }

  @Override
  public void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients) {
    float[][] x = spread(inputs, outputGradient.length);
    float[] gradient = arrays.take(outputGradient.length);
    for (int k = 0; k < x.length; k++) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (float) (outputGradient[i] * slope(x, k, i));
      }
      repeats.get(k).sum(gradient, inputGradients[k]);
    }
    arrays.give(x);
    arrays.give(gradient);
  }

  /** The derivative of output {@code i} by the k-th input. */
  private double slope(float[][] x, int k, int i) {
    return switch (operation) {
      case ADD -> 1;
      case AVERAGE -> 1.0 / x.length;
      case SUBTRACT -> k == 0 ? 1 : -1;
      case MULTIPLY -> product(x, k, i);
      case DIVIDE -> k == 0 ? 1.0 / x[1][i] : -(double) x[0][i] / ((double) x[1][i] * x[1][i]);
      case MAXIMUM, MINIMUM -> winner(x, i) == k ? 1 : 0;
    };
  }

  /** The product of all inputs but the k-th. */
  private static double product(float[][] x, int k, int i) {
    double product = 1;
    for (int other = 0; other < x.length; other++) {
      product *= other == k ? 1 : x[other][i];
    }
    return product;
  }

  /** The first of the inputs that is the extreme. */
  private int winner(float[][] x, int i) {
    int winner = 0;
    for (int k = 1; k < x.length; k++) {
      boolean better =
          operation == Elementwise.Operation.MAXIMUM
              ? x[k][i] > x[winner][i]
              : x[k][i] < x[winner][i];
      winner = better ? k : winner;
    }
    return winner;
  }
}
