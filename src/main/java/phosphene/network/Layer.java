package phosphene.network;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a node of a network computes from its inputs, without its weights. Every layer maps images
 * independently; shapes are channels x height x width. A sequence of tokens is a map of one row: a
 * column for each token.
 */
public sealed interface Layer
    permits AttentionScores,
        AttentionValues,
        AveragePool,
        ChannelGather,
        ChannelPad,
        Concat,
        Constant,
        Convolution,
        Crop,
        Dense,
        Elementwise,
        GlobalAveragePool,
        GlobalMaxPool,
        GroupNormalization,
        Identity,
        LayerNormalization,
        LocalResponseNorm,
        LpPool,
        MaxPool,
        Pad,
        Pointwise,
        Rearrange,
        Reduce,
        Regrid,
        Resize,
        Scale,
        Softmax,
        TokenGrid,
        TransposedConvolution {

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
   * The channels of the inputs that a channel of the output passes on: the same one of every input
   * (or its only one), unless a layer says otherwise; none where the layer makes its channels
   * itself.
   */
  default List<Origin> origins(int channel, List<Shape> inputs) {
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> new Origin(i, Math.min(channel, inputs.get(i).channels() - 1)))
        .toList();
  }

  /** The positions of one of the inputs that an output position sees. */
  default Reach reach(int input, List<Shape> inputs) {
    return Reach.POINT;
  }

  /** True if the layer takes inputs of the usual size only. */
  default boolean fixesSize(List<Shape> inputs) {
    return false;
  }
}
