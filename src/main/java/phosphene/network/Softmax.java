package phosphene.network;

import java.util.List;

/**
 * Probabilities over the channels of each position. Of the vector that ends a classifier, its input
 * holds the logits.
 */
public record Softmax() implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    return Layers.single(inputs);
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    return List.of(new Origin(0, channel));
  }
}
