package phosphene.network.read.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The registry of the operators that are computed on constants, by their names in ONNX. */
final class Operators {
  private static final Map<String, Operator> ALL = new HashMap<>();

  static {
    UnaryOperators.ALL.forEach(ALL::put);
    BinaryOperators.ALL.forEach(ALL::put);
    ShapeOperators.ALL.forEach(ALL::put);
    SelectionOperators.ALL.forEach(ALL::put);
    PlaceOperators.ALL.forEach(ALL::put);
    MatrixOperators.ALL.forEach(ALL::put);
    Reductions.ALL.forEach(ALL::put);
    ResizeOperators.ALL.forEach(ALL::put);
  }

  private Operators() {}

  static boolean knows(String operator) {
    return ALL.containsKey(operator);
  }

  /** What a node makes of constants. */
  static List<Tensor> outputs(Call call) {
    Operator operator = ALL.get(call.node().operator());
    if (operator == null) {
      throw new OnnxException("this operator is not known");
    }
    List<Tensor> outputs = operator.outputs(call);
    call.node().requireAllAsked();
    return outputs;
  }
}
