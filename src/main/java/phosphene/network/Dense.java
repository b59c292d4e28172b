package phosphene.network;

import java.util.List;

/**
 * A fully connected layer over all values of its input, taken in channel, row, column order.
 * Weights: kernel {@code outputs x inputs}, bias {@code outputs}.
 */
public record Dense(int outputs) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Layers.single(inputs);
    return new Shape(outputs, 1, 1);
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    return (long) Layers.single(inputs).size() * outputs;
  }

  @Override
  public List<Integer> kernel(List<Shape> inputs) {
    return List.of(outputs, Layers.single(inputs).size());
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    return List.of();
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.whole(Layers.single(inputs));
  }

  @Override
  public boolean fixesSize(List<Shape> inputs) {
    return Layers.single(inputs).area() > 1;
  }
}
