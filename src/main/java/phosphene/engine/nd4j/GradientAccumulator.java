package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where a run writes the slopes of its inputs: into the slope itself if it is the first to know it,
 * else into an array that is then added to it.
 */
final class GradientAccumulator {
  private final SessionBuffers buffers;
  private final Map<String, INDArray> slopes;
  private final List<NativeOp> sums = new ArrayList<>();
  private final List<INDArray> scratch = new ArrayList<>();

  GradientAccumulator(SessionBuffers buffers, Map<String, INDArray> slopes) {
    this.buffers = buffers;
    this.slopes = slopes;
  }

  /** The array to be overwritten with the slope of a node. */
  INDArray open(String node, long[] shape) {
    INDArray known = slopes.get(node);
    INDArray written = buffers.take(shape);
    if (known == null) {
      slopes.put(node, written);
    } else {
      sums.add(NativeOp.of("add").in(known, written).out(known));
      scratch.add(written);
    }
    return written;
  }

  /** Ends the run's use of scratch arrays; gives the sums that it must run last. */
  List<NativeOp> close() {
    scratch.forEach(buffers::give);
    return List.copyOf(sums);
  }
}
