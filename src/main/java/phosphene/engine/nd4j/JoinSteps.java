package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers of several inputs. */
final class JoinSteps {
  private static final int CHANNELS = 3;

  private JoinSteps() {}

  /** Channels side by side; the slope is cut apart again. */
  static Step concat(Wires wires) {
    int[] channels =
        wires.inputs().stream().mapToInt(array -> (int) array.size(CHANNELS)).toArray();
    INDArray sizes = wires.buffers().own(Nd4j.createFromArray(channels));
    Kernel forward =
        Kernel.of("concat")
            .integers(CHANNELS)
            .in(wires.inputs().toArray(INDArray[]::new))
            .out(wires.output());
    Kernel backward =
        Kernel.of("split_v")
            .integers(CHANNELS)
            .in(wires.outputSlope(), sizes)
            .out(wires.inputSlopes().toArray(INDArray[]::new));
    return Wires.step(forward, backward);
  }

  /** The sum of the inputs; each of them receives the whole slope. */
  static Step add(Wires wires) {
    List<Kernel> forward = new ArrayList<>();
    List<Kernel> backward = new ArrayList<>();
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
    return Wires.step(forward, backward);
  }
}
