package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A node together with the constants that it reads.
 *
 * @param inputs one for each of the node's inputs; empty where it is left out
 * @param opset the version of the file's operators
 * @param producer of the file
 * @param file where tensors among the attributes are read
 */
record Call(
    OnnxNode node, List<Optional<Tensor>> inputs, int opset, Producer producer, TensorReader file) {
  Tensor in(int index) {
    return optional(index)
        .orElseThrow(() -> new OnnxException("its input " + index + " is missing"));
  }

  Optional<Tensor> optional(int index) {
    return index < inputs.size() ? inputs.get(index) : Optional.empty();
  }

  List<Tensor> all() {
    List<Tensor> all = inputs.stream().flatMap(Optional::stream).toList();
    if (all.isEmpty()) {
      throw new OnnxException("it has no inputs");
    }
    return all;
  }

  /** Integers that older operators hold in an attribute and newer ones read as an input. */
  Optional<long[]> integers(String attribute, int input) {
    if (node.has(attribute)) {
      return Optional.of(node.integers(attribute));
    }
    return optional(input).map(Tensor::integers);
  }

  /** The axes in an attribute or an input, ascending; empty if neither is there. */
  Optional<int[]> axes(int input, int rank) {
    return integers("axes", input).map(axes -> Extents.axes(axes, rank));
  }

  /** The axis in an attribute. */
  int axis(int otherwise, int rank) {
    return Extents.axis(node.integer("axis", otherwise), rank);
  }

  static int[] ints(long... values) {
    return Arrays.stream(values)
        .mapToInt(
            value -> {
              if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
                throw new OnnxException("the extent " + value + " is too large");
              }
              return (int) value;
            })
        .toArray();
  }
}
