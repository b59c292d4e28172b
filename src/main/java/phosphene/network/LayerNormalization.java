package phosphene.network;

import java.util.List;

/**
 * The channels of each position less their mean, by the root of their variance plus {@code
 * epsilon}; then a factor and an offset per channel (Ba et al., "Layer Normalization", 2016).
 * Weights: kernel {@code channels} (the factors), bias {@code channels}.
 */
public record LayerNormalization(double epsilon) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    return Layers.single(inputs);
  }

  @Override
  public List<Integer> kernel(List<Shape> inputs) {
    return List.of(Layers.single(inputs).channels());
  }
}
