package phosphene.engine.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.ReluRule;

/**
 * A convolution of which each image of a batch wants one filter only: an execution of one filter
 * for each of these images. The gradients of images that want nothing of it are zero.
 *
 * @param byImage the executions of the images that want a filter
 * @param others parts of the input's gradient that belong to the other images
 * @param sums what adds the input's gradient to that of other readers
 */
record SingleFilterExecution(
    List<NodeExecution> byImage, List<INDArray> others, List<NativeOp> sums) implements Execution {
  @Override
  public void forward() {
    byImage.forEach(NodeExecution::forward);
  }

  @Override
  public void backward(ReluRule rule) {
    byImage.forEach(execution -> execution.backward(rule));
    others.forEach(HostTransfer::zero);
    sums.forEach(NativeOp::run);
  }

  @Override
  public void close() {
    byImage.forEach(NodeExecution::close);
    sums.forEach(NativeOp::close);
  }
}
