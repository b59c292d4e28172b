package phosphene.network;

import java.util.List;

/**
 * What each token takes from the others (Vaswani et al., 2017): inputs are the weights that the
 * softmax of {@link AttentionScores} gives, {@code keys x heads x queries}, and the values, a
 * sequence of {@code heads * d} channels; the output is a sequence of the same channels, a column
 * for each query.
 */
public record AttentionValues(int heads) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Layers.requireCount(inputs, 2);
    Shape weights = inputs.get(0);
    Shape values = inputs.get(1);
    Layers.requireGroups("channels", values.channels(), heads);
    if (weights.height() != heads || weights.channels() != values.width() || values.height() != 1) {
      throw new IllegalArgumentException("Cannot weigh values: " + inputs);
    }
    return new Shape(values.channels(), 1, weights.width());
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    return (long) inputs.get(1).size() * inputs.get(0).width();
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    return List.of(new Origin(1, channel));
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.everywhere(inputs.get(input));
  }
}
