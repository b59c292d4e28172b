package phosphene.network;

import java.util.List;

/**
 * How much each token looks at each other one (Vaswani et al., "Attention Is All You Need", 2017,
 * before the softmax): inputs are queries and keys, sequences of tokens (one row) of {@code heads *
 * d} channels, head by head; the output has a channel for each key, a row for each head and a
 * column for each query: {@code scale} times the product of the two over the d channels of the
 * head.
 */
public record AttentionScores(int heads, double scale) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Layers.requireCount(inputs, 2);
    Shape queries = inputs.get(0);
    Shape keys = inputs.get(1);
    Layers.requireGroups("channels", queries.channels(), heads);
    if (queries.channels() != keys.channels() || queries.height() != 1 || keys.height() != 1) {
      throw new IllegalArgumentException("Cannot compare queries with keys: " + inputs);
    }
    return new Shape(keys.width(), heads, queries.width());
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    return (long) inputs.get(0).size() * inputs.get(1).width();
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    return List.of();
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.everywhere(inputs.get(input));
  }
}
