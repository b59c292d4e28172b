package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where an execution writes the gradients of its inputs: into the gradient itself if it is the
 * first to write it, else into an array that is then added to it.
 */
final class GradientAccumulator {
  private final SessionBuffers buffers;
  private final Map<String, INDArray> gradients;
  private final List<NativeOp> sums = new ArrayList<>();
  private final List<INDArray> scratch = new ArrayList<>();

  GradientAccumulator(SessionBuffers buffers, Map<String, INDArray> gradients) {
    this.buffers = buffers;
    this.gradients = gradients;
  }

  /** The array to be overwritten with the gradient of a node. */
  INDArray open(String node, long[] shape) {
    INDArray known = gradients.get(node);
    INDArray written = buffers.take(shape);
    if (known == null) {
      gradients.put(node, written);
    } else {
      sums.add(NativeOp.of("add").in(known, written).out(known));
      scratch.add(written);
    }
    return written;
  }

  /** Ends the execution's use of scratch arrays; gives the sums that it must run last. */
  List<NativeOp> close() {
    scratch.forEach(buffers::give);
    return List.copyOf(sums);
  }
}
