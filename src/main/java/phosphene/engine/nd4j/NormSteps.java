package phosphene.engine.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that keep the shape of their input. */
final class NormSteps {
  private NormSteps() {}

  static Step scale(NodeBuffers wires) {
    INDArray factors = wires.constants().factors(wires.node());
    NativeOp multiply = NativeOp.of("multiply").in(wires.input(), factors).out(wires.output());
    NativeOp add =
        NativeOp.of("add")
            .in(wires.output(), wires.constants().bias(wires.node()))
            .out(wires.output());
    NativeOp backward =
        NativeOp.of("multiply").in(wires.outputSlope(), factors).out(wires.inputSlope());
    return NodeBuffers.step(List.of(multiply, add), List.of(backward));
  }

  static Step softmax(NodeBuffers wires) {
    int channels = 3;
    NativeOp forward =
        NativeOp.of("softmax").integers(channels).in(wires.input()).out(wires.output());
    NativeOp backward =
        NativeOp.of("softmax_bp")
            .integers(channels)
            .in(wires.input(), wires.outputSlope(), wires.output())
            .out(wires.inputSlope());
    return NodeBuffers.step(forward, backward);
  }
}
