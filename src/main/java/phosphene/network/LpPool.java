package phosphene.network;

import java.util.List;

/** The p-norm of each window: the p-th root of the sum of |x|^p; p is 2 for an L2 pool. */
public record LpPool(Window window, double p) implements Layer {
  public LpPool {
    if (!(p >= 1)) {
      throw new IllegalArgumentException("Invalid p: " + p + " (must be at least 1)");
    }
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
