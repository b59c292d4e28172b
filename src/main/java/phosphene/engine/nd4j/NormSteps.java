package phosphene.engine.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that keep the shape of their input. */
final class NormSteps {
  private NormSteps() {}

  static Step scale(NodeBuffers buffers) {
    INDArray factors = buffers.weights().factors(buffers.node());
    NativeOp multiply = NativeOp.of("multiply").in(buffers.input(), factors).out(buffers.output());
    NativeOp add =
        NativeOp.of("add")
            .in(buffers.output(), buffers.weights().bias(buffers.node()))
            .out(buffers.output());
    NativeOp backward =
        NativeOp.of("multiply").in(buffers.outputGradient(), factors).out(buffers.inputGradient());
    return NodeBuffers.step(List.of(multiply, add), List.of(backward));
  }

  static Step softmax(NodeBuffers buffers) {
    int channels = 3;
    NativeOp forward =
        NativeOp.of("softmax").integers(channels).in(buffers.input()).out(buffers.output());
    NativeOp backward =
        NativeOp.of("softmax_bp")
            .integers(channels)
            .in(buffers.input(), buffers.outputGradient(), buffers.output())
            .out(buffers.inputGradient());
    return NodeBuffers.step(forward, backward);
  }
}
