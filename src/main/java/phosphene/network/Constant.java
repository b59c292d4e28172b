package phosphene.network;

import java.util.List;

/**
 * Trained values that do not depend on the image, such as a class token or the embeddings of
 * positions. It has no inputs. Weights: kernel {@code channels x height x width}, no bias.
 */
public record Constant(Shape shape) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Layers.requireCount(inputs, 0);
    return shape;
  }

  @Override
  public List<Integer> kernel(List<Shape> inputs) {
    return List.of(shape.channels(), shape.height(), shape.width());
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    return List.of();
  }

  @Override
  public boolean fixesSize(List<Shape> inputs) {
    return shape.area() > 1;
  }
}
