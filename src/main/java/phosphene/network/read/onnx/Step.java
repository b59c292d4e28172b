package phosphene.network.read.onnx;

import java.util.Optional;

/** A node of the file that depends on the image, with what is known of its inputs. */
record Step(OnnxNode node, GraphImport graph, Call call) {
  /** An input that depends on the image. */
  View view(int input) {
    return graph
        .view(name(input))
        .orElseThrow(() -> new OnnxException("its input " + input + " is a constant"));
  }

  /** An input that does not depend on the image. */
  Tensor tensor(int input) {
    return call.optional(input)
        .orElseThrow(
            () ->
                new OnnxException(
                    has(input)
                        ? "its input " + input + " depends on the image (must be a constant)"
                        : "its input " + input + " is missing"));
  }

  boolean has(int input) {
    return !name(input).isEmpty();
  }

  boolean isConstant(int input) {
    return call.optional(input).isPresent();
  }

  int inputs() {
    return node.inputs().size();
  }

  /** A tensor that may be left out. */
  Optional<Tensor> optional(int input) {
    return has(input) ? Optional.of(tensor(input)) : Optional.empty();
  }

  /** The name for the layer that this node becomes. */
  String title() {
    return graph.names().of(node);
  }

  void put(View output) {
    put(0, output);
  }

  void put(int output, View view) {
    graph.put(node.outputs().get(output), view);
  }

  private String name(int input) {
    return input < node.inputs().size() ? node.inputs().get(input) : "";
  }
}
