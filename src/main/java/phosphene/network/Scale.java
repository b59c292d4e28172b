package phosphene.network;

import java.util.List;

/**
 * A factor and an offset per channel: a batch normalization at inference, folded. Weights: kernel
 * {@code channels} (the factors), bias {@code channels}.
 */
public record Scale() implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    return Layers.single(inputs);
  }

  @Override
  public List<Integer> kernel(List<Shape> inputs) {
    return List.of(Layers.single(inputs).channels());
  }
}
