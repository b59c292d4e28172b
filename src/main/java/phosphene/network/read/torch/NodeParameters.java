package phosphene.network.read.torch;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import phosphene.network.Weights;

/**
 * The parameters of which the weights of a node are made.
 *
 * @param weight name of the kernel or of the factors, such as {@code fc.weight}; empty for a batch
 *     normalization of its own
 * @param bias name of the bias; empty if there is none
 * @param norm the batch normalization that follows, and is folded into kernel and bias
 */
public record NodeParameters(
    Optional<String> weight, Optional<String> bias, Optional<BatchNorm> norm) {

  /** A module with weight and bias. */
  public static NodeParameters of(String module) {
    return new NodeParameters(
        Optional.of(module + ".weight"), Optional.of(module + ".bias"), Optional.empty());
  }

  /** A tensor of its own, without bias: the factors of channels. */
  public static NodeParameters factors(String tensor) {
    return new NodeParameters(Optional.of(tensor), Optional.empty(), Optional.empty());
  }

  /** A batch normalization that no convolution takes up. */
  public static NodeParameters of(BatchNorm norm) {
    return new NodeParameters(Optional.empty(), Optional.empty(), Optional.of(norm));
  }

  /** This module without a bias. */
  public NodeParameters biasless() {
    return new NodeParameters(weight, Optional.empty(), norm);
  }

  /** This module with a batch normalization behind it. */
  public NodeParameters with(BatchNorm following) {
    return new NodeParameters(weight, bias, Optional.of(following));
  }

  /** The names of all parameters, and of what PyTorch keeps beside them. */
  public Set<String> names() {
    return Stream.of(weight.stream(), bias.stream(), norm.stream().flatMap(BatchNorm::names))
        .flatMap(names -> names)
        .collect(Collectors.toSet());
  }

  /**
   * The weights of the node, normalization folded in double precision.
   *
   * @param kernel the extents that the kernel must have
   */
  public Weights read(StateDict dict, List<Integer> kernel) throws IOException {
    int outputs = kernel.get(0);
    float[] values;
    if (weight.isPresent()) {
      values = dict.floats(weight.get(), kernel);
    } else {
      values = new float[outputs];
      Arrays.fill(values, 1);
    }
    float[] offsets =
        bias.isPresent() ? dict.floats(bias.get(), List.of(outputs)) : new float[outputs];
    if (norm.isPresent()) {
      fold(norm.get().folded(dict, outputs), values, offsets);
    }
    return new Weights(values, offsets);
  }

  private static void fold(BatchNorm.Folded norm, float[] kernel, float[] bias) {
    int each = kernel.length / bias.length;
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (kernel[i] * norm.factor()[i / each]);
    }
    for (int c = 0; c < bias.length; c++) {
      bias[c] = (float) (bias[c] * norm.factor()[c] + norm.offset()[c]);
    }
  }
}
