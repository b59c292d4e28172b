package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.network.Axis;
import phosphene.network.Concat;

/** Layers of several inputs. */
final class MergeSteps {
  private MergeSteps() {}

  /** Inputs one after the other along an axis; the gradient is cut apart again. */
  static Step concat(Concat layer, NodeBuffers buffers) {
    int axis = dimension(layer.axis());
    int[] extents = buffers.inputs().stream().mapToInt(array -> (int) array.size(axis)).toArray();
    INDArray sizes = buffers.session().own(Nd4j.createFromArray(extents));
    NativeOp forward =
        NativeOp.of("concat")
            .integers(axis)
            .in(buffers.inputs().toArray(INDArray[]::new))
            .out(buffers.output());
    NativeOp backward =
        NativeOp.of("split_v")
            .integers(axis)
            .in(buffers.outputGradient(), sizes)
            .out(buffers.inputGradients().toArray(INDArray[]::new));
    return NodeBuffers.step(forward, backward);
  }

  /** Where an axis is in images x height x width x channels. */
  private static int dimension(Axis axis) {
    return switch (axis) {
      case ROWS -> 1;
      case COLUMNS -> 2;
      case CHANNELS -> 3;
    };
  }

  /** True if no input is repeated. */
  static boolean sameShapes(NodeBuffers buffers) {
    return buffers.inputs().stream()
        .allMatch(in -> NodeBuffers.shape(in).equals(NodeBuffers.shape(buffers.output())));
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
