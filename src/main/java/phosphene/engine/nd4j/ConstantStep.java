package phosphene.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.Shape;
import phosphene.network.Weights;

/** Values that do not depend on the image; a gradient ends here. */
final class ConstantStep implements Step {
  private final INDArray output;
  private final float[] values;

  ConstantStep(NodeBuffers buffers, Weights weights) {
    this.output = buffers.output();
    Shape shape = NodeBuffers.shape(output);
    this.values = WeightLayout.channelsLast(weights.kernel(), shape);
  }

  @Override
  public void forward() {
    for (int image = 0; image < output.size(0); image++) {
      HostTransfer.copy(values, output, image);
    }
  }

  @Override
  public void backward() {}

  @Override
  public void close() {}
}
