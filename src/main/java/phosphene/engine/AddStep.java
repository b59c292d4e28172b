package phosphene.engine;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The sum of the inputs; each of them receives the whole slope. */
final class AddStep implements Step {
  private final List<Kernel> forward = new ArrayList<>();
  private final List<Kernel> backward = new ArrayList<>();

  AddStep(Wires wires) {
    INDArray sum = wires.input();
    for (INDArray next : wires.inputs().subList(1, wires.inputs().size())) {
      forward.add(Kernel.of("add").in(sum, next).out(wires.output()));
      sum = wires.output();
    }
    if (forward.isEmpty()) {
      forward.add(Kernel.of("identity").in(sum).out(wires.output()));
    }
    for (INDArray slope : wires.inputSlopes()) {
      backward.add(Kernel.of("identity").in(wires.outputSlope()).out(slope));
    }
  }

  @Override
  public void forward() {
    forward.forEach(Kernel::run);
  }

  @Override
  public void backward() {
    backward.forEach(Kernel::run);
  }

  @Override
  public void close() {
    forward.forEach(Kernel::close);
    backward.forEach(Kernel::close);
  }
}
