package phosphene.engine.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that keep the shape of their input. */
final class NormSteps {
  private NormSteps() {}

  static Step scale(Wires wires) {
    INDArray factors = wires.constants().factors(wires.node());
    Kernel multiply = Kernel.of("multiply").in(wires.input(), factors).out(wires.output());
    Kernel add =
        Kernel.of("add")
            .in(wires.output(), wires.constants().bias(wires.node()))
            .out(wires.output());
    Kernel backward =
        Kernel.of("multiply").in(wires.outputSlope(), factors).out(wires.inputSlope());
    return Wires.step(List.of(multiply, add), List.of(backward));
  }

  static Step softmax(Wires wires) {
    int channels = 3;
    Kernel forward = Kernel.of("softmax").integers(channels).in(wires.input()).out(wires.output());
    Kernel backward =
        Kernel.of("softmax_bp")
            .integers(channels)
            .in(wires.input(), wires.outputSlope(), wires.output())
            .out(wires.inputSlope());
    return Wires.step(forward, backward);
  }
}
