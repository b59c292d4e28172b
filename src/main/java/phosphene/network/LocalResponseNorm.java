package phosphene.network;

import java.util.List;

/**
 * Local response normalization across channels: {@code y_c = x_c / (k + alpha / size * sum of x_j^2
 * over the size channels around c) ^ beta} (Krizhevsky et al., 2012, with Caffe's alpha / size).
 *
 * @param size channels in the sum, odd
 */
public record LocalResponseNorm(int size, double alpha, double beta, double k) implements Layer {
  public LocalResponseNorm {
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException("Invalid size: " + size + " (must be odd)");
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Layers.single(inputs);
  }
}
