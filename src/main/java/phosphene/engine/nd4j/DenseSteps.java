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
    Shape in = NodeBuffers.shape(buffers.input());
    return of(buffers, buffers.weights().dense(buffers.node(), in), 1);
  }

  /** A fully connected layer over the channels of each position. */
  static Step pointwise(NodeBuffers buffers) {
    Shape in = NodeBuffers.shape(buffers.input());
    Shape position = new Shape(in.channels(), 1, 1);
    return of(buffers, buffers.weights().dense(buffers.node(), position), in.area());
  }

  private static Step of(NodeBuffers buffers, INDArray kernel, int rows) {
    INDArray in = buffers.input();
    List<NativeOp> forward = new ArrayList<>();
    List<NativeOp> backward = new ArrayList<>();
    for (int i = 0; i < in.size(0); i++) {
      forward.add(
          NativeOp.of("matmul")
              .integers(0, 1, 0)
              .in(rows(in, i, rows), kernel)
              .out(rows(buffers.output(), i, rows)));
      backward.add(
          NativeOp.of("matmul")
              .integers(0, 0, 0)
              .in(rows(buffers.outputGradient(), i, rows), kernel)
              .out(rows(buffers.inputGradient(), i, rows)));
    }
    INDArray bias = buffers.weights().bias(buffers.node());
    forward.add(NativeOp.of("add").in(buffers.output(), bias).out(buffers.output()));
    return NodeBuffers.step(forward, backward);
  }

  /** An image as a matrix. */
  private static INDArray rows(INDArray batch, int image, int rows) {
    return NodeBuffers.image(batch, image)
        .reshape('c', new long[] {rows, batch.length() / batch.size(0) / rows});
  }
}
