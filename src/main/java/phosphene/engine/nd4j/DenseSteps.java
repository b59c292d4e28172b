package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.Shape;

/**
 * Fully connected layers, one image at a time: a matrix product over a batch would round
 * differently from the products of its images.
 */
final class DenseSteps {
  private DenseSteps() {}

  static Step of(NodeBuffers buffers) {
    INDArray in = buffers.input();
    Shape input = new Shape((int) in.size(3), (int) in.size(1), (int) in.size(2));
    INDArray kernel = buffers.weights().dense(buffers.node(), input);
    List<NativeOp> forward = new ArrayList<>();
    List<NativeOp> backward = new ArrayList<>();
    for (int i = 0; i < in.size(0); i++) {
      forward.add(
          NativeOp.of("matmul")
              .integers(0, 1, 0)
              .in(row(in, i), kernel)
              .out(row(buffers.output(), i)));
      backward.add(
          NativeOp.of("matmul")
              .integers(0, 0, 0)
              .in(row(buffers.outputGradient(), i), kernel)
              .out(row(buffers.inputGradient(), i)));
    }
    INDArray bias = buffers.weights().bias(buffers.node());
    forward.add(NativeOp.of("add").in(buffers.output(), bias).out(buffers.output()));
    return NodeBuffers.step(forward, backward);
  }

  private static INDArray row(INDArray batch, int image) {
    return NodeBuffers.image(batch, image)
        .reshape('c', new long[] {1, batch.length() / batch.size(0)});
  }
}
