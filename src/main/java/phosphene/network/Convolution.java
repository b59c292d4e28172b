package phosphene.network;

import java.util.List;

/**
 * A two-dimensional convolution (cross-correlation) with bias. Weights: kernel {@code filters x
 * channels / groups x height x width}, bias {@code filters}.
 *
 * @param groups into how many parts channels and filters fall: a filter reads the channels of its
 *     own part only. As many as channels: a depthwise convolution
 */
public record Convolution(int filters, Window window, int groups) implements Layer {
  public Convolution {
    if (filters < 1) {
      throw new IllegalArgumentException("Invalid filters: " + filters + " (must be at least 1)");
    }
    if (window.rounding() == Window.Rounding.CEIL) {
      throw new IllegalArgumentException(
          "Invalid rounding: CEIL (a convolution rounds down or SAME)");
    }
    Layers.requireGroups("filters", filters, groups);
  }

  /** A convolution of which every filter reads every channel. */
  public Convolution(int filters, Window window) {
    this(filters, window, 1);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    Layers.requireGroups("channels", in.channels(), groups);
    return new Shape(filters, window.rows(in.height()), window.columns(in.width()));
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    long kernel =
        (long) (Layers.single(inputs).channels() / groups) * window.height() * window.width();
    return kernel * output(inputs).size();
  }

  @Override
  public List<Integer> kernel(List<Shape> inputs) {
    int channels = Layers.single(inputs).channels();
    Layers.requireGroups("channels", channels, groups);
    return List.of(filters, channels / groups, window.height(), window.width());
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    return List.of();
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.of(window, Layers.single(inputs));
  }
}
