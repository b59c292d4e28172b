package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a graph that do not depend on its input, by name, as far as they are computed. */
final class Constants {
  private static final long LEAST = 1L << 29;

  private static final int FEW = 64;

  private final OnnxFile file;
  private final Map<String, Tensor> known = new HashMap<>();
  private long held;

  Constants(OnnxFile file) {
    this.file = file;
    this.held = -2 * file.size();
  }

  /** Bytes that may be computed, beside twice those of the file: half of what the process has. */
  static long most() {
    return Math.max(LEAST, Runtime.getRuntime().maxMemory() / 2);
  }

  boolean has(String name) {
    return known.containsKey(name) || file.hasInitializer(name);
  }

  /** The value of that name; initializers are read when they are asked for, and not kept. */
  Tensor get(String name) {
    Tensor constant = known.get(name);
    return constant != null ? constant : file.initializer(name);
  }

  /** True if a constant has more values than any setting of an operator. */
  boolean isLarge(String name) {
    Tensor constant = known.get(name);
    return (constant != null ? constant.size() : file.values(name)) > FEW;
  }

  void put(String name, Tensor value) {
    held += (long) value.size() * (value.type().single() ? Float.BYTES : Long.BYTES);
    if (held > most()) {
      throw new OnnxException("the graph's constants take more than " + (most() >> 20) + " MiB");
    }
    known.put(name, value);
  }

  /** True if all that a node reads is known. */
  boolean suffice(OnnxNode node) {
    return node.inputs().stream().allMatch(name -> name.isEmpty() || has(name));
  }

  /** A node with those of its inputs that are known. */
  Call call(OnnxNode node) {
    List<Optional<Tensor>> inputs = new ArrayList<>();
    for (String name : node.inputs()) {
      inputs.add(name.isEmpty() || !has(name) ? Optional.empty() : Optional.of(get(name)));
    }
    return new Call(node, inputs, file.opset(), file.producer(), file.reader());
  }

  /** Computes the outputs of a node of which all inputs are known. */
  void compute(OnnxNode node) {
    List<Tensor> outputs = Operators.outputs(call(node));
    if (outputs.size() < node.outputs().size()) {
      throw new OnnxException("it has " + node.outputs().size() + " outputs");
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      if (!node.outputs().get(i).isEmpty()) {
        put(node.outputs().get(i), outputs.get(i));
      }
    }
  }
}
