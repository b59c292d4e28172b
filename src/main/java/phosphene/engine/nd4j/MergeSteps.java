package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers of several inputs. */
final class MergeSteps {
  private static final int CHANNELS = 3;

  private MergeSteps() {}

  /** Channels side by side; the gradient is cut apart again. */
  static Step concat(NodeBuffers buffers) {
    int[] channels =
        buffers.inputs().stream().mapToInt(array -> (int) array.size(CHANNELS)).toArray();
    INDArray sizes = buffers.session().own(Nd4j.createFromArray(channels));
    NativeOp forward =
        NativeOp.of("concat")
            .integers(CHANNELS)
            .in(buffers.inputs().toArray(INDArray[]::new))
            .out(buffers.output());
    NativeOp backward =
        NativeOp.of("split_v")
            .integers(CHANNELS)
            .in(buffers.outputGradient(), sizes)
            .out(buffers.inputGradients().toArray(INDArray[]::new));
    return NodeBuffers.step(forward, backward);
  }

  /** The sum of the inputs; each of them receives the whole gradient. */
  static Step add(NodeBuffers buffers) {
    List<NativeOp> forward = new ArrayList<>();
    List<NativeOp> backward = new ArrayList<>();
    INDArray sum = buffers.input();
    for (INDArray next : buffers.inputs().subList(1, buffers.inputs().size())) {
      forward.add(NativeOp.of("add").in(sum, next).out(buffers.output()));
      sum = buffers.output();
    }
    if (forward.isEmpty()) {
      forward.add(NativeOp.of("identity").in(sum).out(buffers.output()));
    }
    for (INDArray gradient : buffers.inputGradients()) {
      backward.add(NativeOp.of("identity").in(buffers.outputGradient()).out(gradient));
    }
    return NodeBuffers.step(forward, backward);
  }
}
