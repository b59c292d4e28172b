package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which nodes read a value. */
final class Readers {
  private static final Set<String> AFFINE = Set.of("Add", "Identity", "Dropout", "Cast");

  private final Map<String, List<OnnxNode>> readers = new HashMap<>();

  Readers(List<OnnxNode> nodes) {
    for (OnnxNode node : nodes) {
      node.inputs()
          .forEach(name -> readers.computeIfAbsent(name, n -> new ArrayList<>()).add(node));
    }
  }

  List<OnnxNode> of(String value) {
    return readers.getOrDefault(value, List.of());
  }

  /** True if all that reads a value, but for sums with constants, is nonlinear. */
  boolean nonlinear(String value) {
    return nonlinear(value, 0);
  }

  private boolean nonlinear(String value, int depth) {
    List<OnnxNode> all = of(value);
    return !all.isEmpty()
        && depth < 4 // a bias, a cast, a dropout
        && all.stream()
            .allMatch(
                node ->
                    ActivationImports.names().contains(node.operator())
                        || (AFFINE.contains(node.operator())
                            && nonlinear(node.outputs().get(0), depth + 1)));
  }
}
