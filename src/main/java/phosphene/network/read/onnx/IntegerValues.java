package phosphene.network.read.onnx;

import java.util.HashSet;
import java.util.Set;

/**
 * The values of an image of integers that are integers still. Layers compute with real numbers, so
 * only what moves or chooses values is the same for both.
 */
final class IntegerValues {
  private static final Set<String> MOVING =
      Set.of(
          "Concat",
          "DepthToSpace",
          "Dropout",
          "Expand",
          "Flatten",
          "Gather",
          "GlobalMaxPool",
          "Identity",
          "Max",
          "MaxPool",
          "Min",
          "Pad",
          "ReduceMax",
          "ReduceMin",
          "Reshape",
          "Slice",
          "SpaceToDepth",
          "Split",
          "Squeeze",
          "Tile",
          "Transpose",
          "Unsqueeze");

  /** What makes something else of integers: floats, or what is known without the image. */
  private static final Set<String> LEAVING = Set.of("Cast", "CastLike", "Shape", "Size");

  private final Set<String> names = new HashSet<>();

  void put(String name) {
    names.add(name);
  }

  /** Follows a node; a reason if it computes with integers. */
  void through(OnnxNode node) {
    if (LEAVING.contains(node.operator()) || node.inputs().stream().noneMatch(names::contains)) {
      return;
    }
    if (!MOVING.contains(node.operator())) {
      throw new OnnxException(
          "it computes with an image of integers (must be cast to floats before)");
    }
    names.addAll(node.outputs());
  }
}
