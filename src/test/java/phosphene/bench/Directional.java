package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.Weights;
import phosphene.network.activation.Elementary;

/**
 * The derivative of a workload's score in one direction, by differences: the score is computed
 * here, by the definition, in double precision.
 *
 * @param workload a chain of 3x3 convolutions and max pools of two
 */
record Directional(Workload workload, int batch) {
  private static final int PIXELS = 8;

  /** How far a peer's gradient is from it, relatively. */
  double error(Peer peer) {
    float[] images = Workload.images(batch, PIXELS, 3);
    float[] direction = Workload.images(batch, PIXELS, 4);
    peer.step(Workload.images(batch, PIXELS, 5), batch, PIXELS); // leaves nothing behind
    TimedStep step = peer.step(images, batch, PIXELS);
    assertThat(step.gradient()).hasSize(images.length);
    assertThat(step.seconds()).isPositive();
    double derivative = 0;
    for (int i = 0; i < images.length; i++) {
      derivative += (double) step.gradient()[i] * direction[i];
    }
    double h = 1e-6; // piecewise linear: small enough to cross no kink
    double expected = (score(images, direction, h) - score(images, direction, -h)) / (2 * h);
    return (derivative - expected) / Math.abs(expected);
  }

  private double score(float[] images, float[] direction, double h) {
    double sum = 0;
    int length = images.length / batch;
    for (int image = 0; image < batch; image++) {
      double[] values = new double[length];
      for (int i = 0; i < length; i++) {
        values[i] = images[image * length + i] + h * direction[image * length + i];
      }
      sum += score(values);
    }
    return sum;
  }

  private double score(double[] image) {
    double[] values = image;
    int size = PIXELS;
    for (Node node : workload.network().architecture().nodes()) {
      if (node.layer() instanceof Convolution convolution) {
        Weights weights = Objects.requireNonNull(workload.network().weights().get(node.name()));
        values = convolve(values, size, convolution.filters(), weights);
        if (node.activation() == Elementary.RELU) {
          values = java.util.Arrays.stream(values).map(v -> Math.max(0, v)).toArray();
        }
      } else {
        values = pool(values, size);
        size /= 2;
      }
    }
    double sum = 0;
    for (int i = 0; i < size * size; i++) {
      sum += values[workload.channel() * size * size + i];
    }
    return sum / (size * size);
  }

  private static double[] convolve(double[] in, int size, int filters, Weights weights) {
    int channels = in.length / (size * size);
    double[] out = new double[filters * size * size];
    for (int i = 0; i < out.length; i++) {
      int filter = i / (size * size);
      double sum = weights.bias()[filter];
      for (int k = 0; k < channels * 9; k++) {
        int y = i / size % size + k / 3 % 3 - 1;
        int x = i % size + k % 3 - 1;
        if (y >= 0 && y < size && x >= 0 && x < size) {
          sum += weights.kernel()[filter * channels * 9 + k] * in[(k / 9 * size + y) * size + x];
        }
      }
      out[i] = sum;
    }
    return out;
  }

  private static double[] pool(double[] in, int size) {
    double[] out = new double[in.length / 4];
    for (int i = 0; i < out.length; i++) {
      int corner = i / (size / 2) * 2 * size + i % (size / 2) * 2;
      out[i] =
          List.of(in[corner], in[corner + 1], in[corner + size], in[corner + size + 1]).stream()
              .mapToDouble(Double::doubleValue)
              .max()
              .orElseThrow();
    }
    return out;
  }
}
