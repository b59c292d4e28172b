package phosphene.network;

import java.util.List;

/**
 * A fully connected layer over the channels of each position: what a transformer does to each of
 * its tokens. Weights: kernel {@code outputs x channels}, bias {@code outputs}.
 */
public record Pointwise(int outputs) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    return new Shape(outputs, in.height(), in.width());
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    return (long) Layers.single(inputs).size() * outputs;
  }

  @Override
  public List<Integer> kernel(List<Shape> inputs) {
    return List.of(outputs, Layers.single(inputs).channels());
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    return List.of();
  }
}
