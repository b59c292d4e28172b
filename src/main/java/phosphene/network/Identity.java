package phosphene.network;

import java.util.List;

/** The input as it is: what a nonlinearity of its own ends. */
public record Identity() implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    return Layers.single(inputs);
  }
}
