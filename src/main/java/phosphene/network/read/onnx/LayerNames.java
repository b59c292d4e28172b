package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names for the layers that a file's nodes become: the module's path in PyTorch where the file
 * tells it, by the name of a weight or of the node, else the node's own name.
 */
final class LayerNames {
  private static final Set<String> WEIGHTED =
      Set.of(
          "Conv",
          "ConvTranspose",
          "Gemm",
          "MatMul",
          "BatchNormalization",
          "LayerNormalization",
          "InstanceNormalization",
          "GroupNormalization",
          "PRelu");
  private static final Set<String> JOINING = Set.of("Add", "Sum", "Mul", "Concat", "Sub");

  private final Map<String, OnnxNode> last = new HashMap<>(); // of a scope

  /**
   * Names for a graph.
   *
   * @param nodes in order, those that depend on the image
   */
  LayerNames(List<OnnxNode> nodes, Constants constants) {
    for (OnnxNode node : nodes) {
      boolean joins =
          JOINING.contains(node.operator()) && node.inputs().stream().noneMatch(constants::has);
      if (joins || WEIGHTED.contains(node.operator()) || node.operator().endsWith("Pool")) {
        scope(node).ifPresent(path -> last.put(path, node));
      }
    }
  }

  /** The name that a node wants; it need not be unique. */
  String of(OnnxNode node) {
    if (WEIGHTED.contains(node.operator())) {
      Optional<String> module = weight(node);
      if (module.isPresent()) {
        return module.get();
      }
    }
    Optional<String> scope = scope(node);
    if (scope.isEmpty()) {
      String own = node.name().isEmpty() ? firstOutput(node) : node.name();
      return own.replaceFirst("^/", "");
    }
    String own = node.name().substring(node.name().lastIndexOf('/') + 1);
    OnnxNode claims = last.get(scope.get());
    return claims == node || claims == null ? scope.get() : scope.get() + "." + own;
  }

  private static String firstOutput(OnnxNode node) {
    return node.outputs().isEmpty() ? node.operator() : node.outputs().get(0);
  }

  /** The module that a weight's name such as {@code layer1.0.conv1.weight} tells. */
  private static Optional<String> weight(OnnxNode node) {
    return node.inputs().stream()
        .skip(1)
        .filter(name -> name.matches("[\\w.]+\\.(weight|bias)") && !name.contains("::"))
        .map(name -> name.replaceFirst("\\.(weight|bias)$", ""))
        .findFirst();
  }

  /**
   * The module of a node whose name is a path such as {@code /layer1/layer1.0/conv1/Conv}: a part
   * that continues the one before it by a point takes its place.
   */
  private static Optional<String> scope(OnnxNode node) {
    String[] parts = node.name().split("/", -1);
    List<String> path = new ArrayList<>();
    for (int i = 1; i < parts.length - 1; i++) {
      int end = path.size() - 1;
      if (end >= 0 && parts[i].startsWith(path.get(end) + ".")) {
        path.set(end, parts[i]);
      } else {
        path.add(parts[i]);
      }
    }
    return node.name().startsWith("/") && !path.isEmpty()
        ? Optional.of(String.join(".", path))
        : Optional.empty();
  }
}
