package phosphene.engine.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Weights;

/**
 * The arrays between which a step works, images x height x width x channels, float32.
 *
 * @param inputs the values of the node's inputs
 * @param output the value of its layer, before the nonlinearity
 * @param inputGradients for each input the array that the backward step overwrites
 * @param outputGradient the gradient that the backward step reads
 * @param weights the node's kernel and bias on the device
 * @param session for arrays that live during one backward step
 */
record NodeBuffers(
    Node node,
    List<INDArray> inputs,
    INDArray output,
    List<INDArray> inputGradients,
    INDArray outputGradient,
    DeviceWeights weights,
    SessionBuffers session) {

  /** The part of a batch that belongs to one image. */
  static INDArray image(INDArray batch, int image) {
    if (batch.size(0) == 1) {
      return batch; // an interval of everything would be a copy
    }
    long size = batch.length() / batch.size(0);
    long[] shape = batch.shape().clone();
    shape[0] = 1;
    return batch
        .reshape('c', new long[] {batch.length()})
        .get(NDArrayIndex.interval(image * size, (image + 1) * size))
        .reshape('c', shape);
  }

  /** The shape of each image of a batch. */
  static Shape shape(INDArray batch) {
    return new Shape((int) batch.size(3), (int) batch.size(1), (int) batch.size(2));
  }

  /** The node's weights on the heap. */
  Weights hostWeights() {
    return weights.weights(node);
  }

  INDArray input() {
    return inputs.get(0);
  }

  INDArray inputGradient() {
    return inputGradients.get(0);
  }

  /** A step that runs one kernel each way. */
  static Step step(NativeOp forward, NativeOp backward) {
    return step(List.of(forward), List.of(backward));
  }

  /** A step that runs kernels one after the other each way. */
  static Step step(List<NativeOp> forward, List<NativeOp> backward) {
    return new Step() {
      @Override
      public void forward() {
        forward.forEach(NativeOp::run);
      }

      @Override
      public void backward() {
        backward.forEach(NativeOp::run);
      }

      @Override
      public void close() {
        forward.forEach(NativeOp::close);
        backward.forEach(NativeOp::close);
      }
    };
  }
}
