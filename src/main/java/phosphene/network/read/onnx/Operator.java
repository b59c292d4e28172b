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
  List<Tensor> outputs(Call call);

  /** An operator with one output. */
  interface Single extends Operator {
    Tensor output(Call call);

    @Override
    default List<Tensor> outputs(Call call) {
      return List.of(output(call));
    }
  }
}
