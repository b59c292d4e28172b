package phosphene.network;

import java.util.List;

/** The maximum of each window; padding never wins. */
public record MaxPool(Window window) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    return Layers.pooled(Layers.single(inputs), window);
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.of(window, Layers.single(inputs));
  }
}
