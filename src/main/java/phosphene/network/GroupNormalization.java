package phosphene.network;

import java.util.List;

/**
 * The values of each group of neighbouring channels, over all positions, less their mean, by the
 * root of their variance plus {@code epsilon}; then a factor and an offset per channel (Wu and He,
 * "Group Normalization", 2018). As many groups as channels: instance normalization. Weights: kernel
 * {@code channels} (the factors), bias {@code channels}.
 */
public record GroupNormalization(int groups, double epsilon) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    Layers.requireGroups("channels", in.channels(), groups);
    return in;
  }

  @Override
  public List<Integer> kernel(List<Shape> inputs) {
    return List.of(Layers.single(inputs).channels());
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.everywhere(Layers.single(inputs));
  }
}
