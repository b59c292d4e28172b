package phosphene.engine.host;

import phosphene.network.GroupNormalization;
import phosphene.network.LayerNormalization;
import phosphene.network.Shape;
import phosphene.network.Weights;

/**
 * Values less their mean, by the root of their variance plus epsilon, in sets: {@code width}
 * neighbouring channels of {@code positions} positions; then a factor and an offset per channel.
 *
 * <p>With {@code x'} the normalized values, {@code h} the gradient times the factors and {@code s}
 * the root: {@code dx = (h - mean(h) - x' mean(h x')) / s} (Ba et al., "Layer Normalization",
 * 2016).
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HostNormalization(
    int positions, int width, int channels, double epsilon, float[] factors, float[] offsets)
    implements HostLayer {

  /** Each position by itself, all its channels. */
  static HostNormalization of(LayerNormalization layer, Shape in, Weights weights) {
    int channels = in.channels();
    return new HostNormalization(
        1, channels, channels, layer.epsilon(), weights.kernel(), weights.bias());
  }

  /** Each group of channels by itself, all positions. */
  static HostNormalization of(GroupNormalization layer, Shape in, Weights weights) {
    int channels = in.channels();
    return new HostNormalization(
        in.area(),
        channels / layer.groups(),
        channels,
        layer.epsilon(),
        weights.kernel(),
        weights.bias());
  }

  private record Moments(double mean, double root) {}

  @Override
  public void forward(float[][] inputs, float[] output) {
    float[] x = inputs[0];
    for (int block = 0; block < x.length; block += positions * channels) {
      for (int start = block; start < block + channels; start += width) {
        Moments moments = moments(x, start);
        for (int p = start; p < start + positions * channels; p += channels) {
          int first = p % channels;
          for (int i = p; i < p + width; i++) {
            int c = first + i - p;
            double normal = (x[i] - moments.mean) / moments.root;
            output[i] = (float) (normal * factors[c] + offsets[c]);
          }
        }
      }
    }
  }

  private Moments moments(float[] x, int start) {
    double sum = 0;
    for (int p = start; p < start + positions * channels; p += channels) {
      for (int i = p; i < p + width; i++) {
        sum += x[i];
      }
    }
    double mean = sum / (positions * width);
    double squares = 0;
    for (int p = start; p < start + positions * channels; p += channels) {
      for (int i = p; i < p + width; i++) {
        squares += (x[i] - mean) * (x[i] - mean);
      }
    }
    return new Moments(mean, Math.sqrt(squares / (positions * width) + epsilon));
  }

  @Override
  public void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients) {
    int length = outputGradient.length;
    for (int block = 0; block < length; block += positions * channels) {
      for (int start = block; start < block + channels; start += width) {
        backward(inputs[0], outputGradient, inputGradients[0], start);
      }
    }
  }

  private void backward(float[] x, float[] g, float[] gradient, int start) {
    Moments moments = moments(x, start);
    double sum = 0;
    double product = 0;
    for (int p = start; p < start + positions * channels; p += channels) {
      int first = p % channels;
      for (int i = p; i < p + width; i++) {
        double h = (double) g[i] * factors[first + i - p];
        sum += h;
        product += h * (x[i] - moments.mean) / moments.root;
      }
    }
    int count = positions * width;
    for (int p = start; p < start + positions * channels; p += channels) {
      int first = p % channels;
      for (int i = p; i < p + width; i++) {
        double h = (double) g[i] * factors[first + i - p];
        double normal = (x[i] - moments.mean) / moments.root;
        gradient[i] = (float) ((h - sum / count - normal * product / count) / moments.root);
      }
    }
  }
}
