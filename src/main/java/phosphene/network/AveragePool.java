package phosphene.network;

import java.util.List;

/** The mean of each window. */
public record AveragePool(Window window, Divisor divisor) implements Layer {

  /** What a window's sum is divided by. */
  public enum Divisor {
    /**
     * The window's size, padding counted as zeros; not counted is what ceil mode adds beyond the
     * padding.
     */
    WINDOW,
    /** The number of input pixels under the window (Keras; count_include_pad=False). */
    VALID
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return Layers.pooled(Layers.single(inputs), window);
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.of(window, Layers.single(inputs));
  }
}
