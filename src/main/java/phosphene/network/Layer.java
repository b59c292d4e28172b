package phosphene.network;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a node of a network computes from its inputs, without its weights. Every layer maps images
 * independently; shapes are channels x height x width.
 */
public sealed interface Layer
    permits Convolution,
        Dense,
        MaxPool,
        AveragePool,
        GlobalAveragePool,
        LocalResponseNorm,
        Scale,
        ZeroPad,
        Concat,
        Add,
        Softmax {

  /**
   * The shape of the output.
   *
   * @throws IllegalArgumentException if the inputs do not fit this layer
   */
  Shape output(List<Shape> inputs);

  /** Multiply-adds of the forward pass, 0 where they do not count beside the convolutions. */
  default long multiplyAdds(List<Shape> inputs) {
    return 0;
  }

  /** The extents of the kernel, the bias's length first; empty for a layer without weights. */
  default List<Integer> kernel(List<Shape> inputs) {
    return List.of();
  }

  /**
   * The channels of the inputs that a channel of the output passes on: the same one of every input,
   * unless a layer says otherwise; none where the layer makes its channels itself.
   */
  default List<Origin> origins(int channel, List<Shape> inputs) {
    return IntStream.range(0, inputs.size()).mapToObj(i -> new Origin(i, channel)).toList();
  }

  /** The window of the input's positions that one output position sees. */
  default Window reach(List<Shape> inputs) {
    return Window.of(1, 1, 0);
  }
}
