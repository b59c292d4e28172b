package phosphene.network;

import java.util.List;

/** Probabilities over the channels of a vector; its input holds the logits. */
public record Softmax() implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    return Layers.single(inputs);
  }
}
