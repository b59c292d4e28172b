package phosphene.network;

import java.util.List;

/**
 * A two-dimensional convolution (cross-correlation) with bias. Weights: kernel {@code filters x
 * channels x height x width}, bias {@code filters}.
 */
public record Convolution(int filters, Window window) implements Layer {
  public Convolution {
    if (filters < 1) {
      throw new IllegalArgumentException("Invalid filters: " + filters + " (must be at least 1)");
    }
    if (window.rounding() == Window.Rounding.CEIL) {
      throw new IllegalArgumentException(
          "Invalid rounding: CEIL (a convolution rounds down or SAME)");
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    return new Shape(filters, window.rows(in.height()), window.columns(in.width()));
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    long kernel = (long) Layers.single(inputs).channels() * window.height() * window.width();
    return kernel * output(inputs).size();
  }

  @Override
  public List<Integer> kernel(List<Shape> inputs) {
    return List.of(filters, Layers.single(inputs).channels(), window.height(), window.width());
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    return List.of();
  }

  @Override
  public Window reach(List<Shape> inputs) {
    return window;
  }
}
