package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers of several inputs. */
final class MergeSteps {
  private static final int CHANNELS = 3;

  private MergeSteps() {}

  /** Channels side by side; the slope is cut apart again. */
  static Step concat(NodeBuffers wires) {
    int[] channels =
        wires.inputs().stream().mapToInt(array -> (int) array.size(CHANNELS)).toArray();
    INDArray sizes = wires.buffers().own(Nd4j.createFromArray(channels));
    NativeOp forward =
        NativeOp.of("concat")
            .integers(CHANNELS)
            .in(wires.inputs().toArray(INDArray[]::new))
            .out(wires.output());
    NativeOp backward =
        NativeOp.of("split_v")
            .integers(CHANNELS)
            .in(wires.outputSlope(), sizes)
            .out(wires.inputSlopes().toArray(INDArray[]::new));
    return NodeBuffers.step(forward, backward);
  }

  /** The sum of the inputs; each of them receives the whole slope. */
  static Step add(NodeBuffers wires) {
    List<NativeOp> forward = new ArrayList<>();
    List<NativeOp> backward = new ArrayList<>();
    INDArray sum = wires.input();
    for (INDArray next : wires.inputs().subList(1, wires.inputs().size())) {
      forward.add(NativeOp.of("add").in(sum, next).out(wires.output()));
      sum = wires.output();
    }
    if (forward.isEmpty()) {
      forward.add(NativeOp.of("identity").in(sum).out(wires.output()));
    }
    for (INDArray slope : wires.inputSlopes()) {
      backward.add(NativeOp.of("identity").in(wires.outputSlope()).out(slope));
    }
    return NodeBuffers.step(forward, backward);
  }
}
