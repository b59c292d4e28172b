package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.Weights;
import phosphene.network.activation.Elementary;

/** What every peer does; the score is computed here, by the definition, in double precision. */
abstract class PeerContract {
  private static final int PIXELS = 8;
  private static final int BATCH = 2;
  private final Workload workload = Workload.chain("small", new int[] {1, 2}, new int[] {4, 5}, 11);

  abstract Peer open(Workload workload) throws PeerAbsentException;

  @Test
  void gradientIsTheDerivativeOfTheScore() throws PeerAbsentException {
    float[] images = Workload.images(BATCH, PIXELS, 3);
    float[] direction = Workload.images(BATCH, PIXELS, 4);
    try (Peer peer = open(workload)) {
      peer.step(Workload.images(BATCH, PIXELS, 5), BATCH, PIXELS); // leaves nothing behind
      TimedStep step = peer.step(images, BATCH, PIXELS);

      double derivative = 0;
      for (int i = 0; i < images.length; i++) {
        derivative += (double) step.gradient()[i] * direction[i];
      }
      double h = 1e-6; // piecewise linear: small enough to cross no kink
      double expected = (score(images, direction, h) - score(images, direction, -h)) / (2 * h);
      assertThat(derivative).isCloseTo(expected, within(1e-4 * Math.abs(expected)));
      assertThat(step.gradient()).hasSize(images.length);
      assertThat(step.seconds()).isPositive();
    }
  }

  private double score(float[] images, float[] direction, double h) {
    double sum = 0;
    int length = images.length / BATCH;
    for (int image = 0; image < BATCH; image++) {
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
