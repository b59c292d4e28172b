package phosphene.network;

import java.util.List;

/**
 * The adjoint of a convolution, with bias (Dumoulin and Visin, "A guide to convolution arithmetic
 * for deep learning", 2016): each input value adds the kernel, times itself, to the output at
 * {@code stride} times its place. Weights: kernel {@code filters x channels / groups x height x
 * width}, bias {@code filters}.
 *
 * @param window its padding is cut off the output; of rounding FLOOR
 * @param more rows and columns that the output has below and right, which the last stride leaves
 *     open
 */
public record TransposedConvolution(int filters, Window window, Extent more, int groups)
    implements Layer {
  public TransposedConvolution {
    if (filters < 1) {
      throw new IllegalArgumentException("Invalid filters: " + filters + " (must be at least 1)");
    }
    if (window.rounding() != Window.Rounding.FLOOR || !more.atLeast(0)) {
      throw new IllegalArgumentException("Invalid transposed window: " + window + ", " + more);
    }
    Layers.requireGroups("filters", filters, groups);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    Layers.requireGroups("channels", in.channels(), groups);
    Padding cut = window.padding();
    return new Shape(
        filters,
        (in.height() - 1) * window.strideY()
            + window.tall()
            + more.rows()
            - cut.top()
            - cut.bottom(),
        (in.width() - 1) * window.strideX()
            + window.wide()
            + more.columns()
            - cut.left()
            - cut.right());
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    return (long) Layers.single(inputs).size()
        * (filters / groups)
        * window.height()
        * window.width();
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
    return new Reach(
        new Reach.Sliding(
            window.tall(), 1, window.tall() - 1 - window.padding().top(), window.strideY()),
        new Reach.Sliding(
            window.wide(), 1, window.wide() - 1 - window.padding().left(), window.strideX()));
  }
}
