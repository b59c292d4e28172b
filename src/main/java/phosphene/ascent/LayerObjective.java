package phosphene.ascent;

import phosphene.network.Shape;
import phosphene.spec.Mix;

/**
 * What a dream maximizes in one layer, as a function of the layer's activations: height x width x
 * channels values, the channels of a position side by side. It is a sum over positions, so that the
 * sums of an image's tiles are the sum of the image.
 */
interface LayerObjective {
  /** The sum over all positions. */
  double total(float[] values);

  /**
   * Adds {@code factor} times the gradient of {@link #total} at {@code values} to {@code gradient}.
   */
  void addGradient(float[] values, float factor, float[] gradient);

  /** Channels of a layer that follow each other. */
  record Band(int channels, int first, int count) {
    /** Those that a term names, of a layer with outputs of {@code shape}. */
    static Band of(Mix.Term term, Shape shape) {
      return term.channel()
          .map(channel -> new Band(shape.channels(), channel, 1))
          .orElse(new Band(shape.channels(), 0, shape.channels()));
    }
  }

  /** The squares of the channels of a band (google/deepdream's objective_L2, times 2). */
  record Squares(Band band) implements LayerObjective {
    @Override
    public double total(float[] values) {
      double total = 0;
      for (int i = band.first; i < values.length; i += band.channels) {
        float sum = 0;
        for (int c = i; c < i + band.count; c++) {
          sum += values[c] * values[c];
        }
        total += sum;
      }
      return total;
    }

    @Override
    public void addGradient(float[] values, float factor, float[] gradient) {
      for (int i = band.first; i < values.length; i += band.channels) {
        for (int c = i; c < i + band.count; c++) {
          gradient[c] += 2 * factor * values[c];
        }
      }
    }
  }
}
