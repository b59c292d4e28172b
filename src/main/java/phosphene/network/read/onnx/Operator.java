package phosphene.network.read.onnx;

import java.util.List;

/** What an ONNX operator makes of constants. */
@FunctionalInterface
interface Operator {
  /**
   * The outputs.
   *
   * @throws OnnxException if the inputs or attributes are none that the operator takes
   */
  List<Constant> outputs(Call call);

  /** An operator with one output. */
  interface Single extends Operator {
    Constant output(Call call);

    @Override
    default List<Constant> outputs(Call call) {
      return List.of(output(call));
    }
  }
}
