package phosphene.network;

import java.util.List;

/** The mean of each channel over all positions. */
public record GlobalAveragePool() implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    return new Shape(Layers.single(inputs).channels(), 1, 1);
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.whole(Layers.single(inputs));
  }
}
