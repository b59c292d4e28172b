package phosphene.engine.nd4j;

import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import phosphene.network.Padding;

/** Zeros around the image, written once when the session is made; the gradient loses its border. */
final class ZeroPadStep implements Step {
  private final NodeBuffers buffers;
  private final INDArrayIndex[] inner;

  ZeroPadStep(Padding layer, NodeBuffers buffers) {
    this.buffers = buffers;
    this.inner =
        new INDArrayIndex[] {
          NDArrayIndex.all(),
          NDArrayIndex.interval(layer.top(), layer.top() + buffers.input().size(1)),
          NDArrayIndex.interval(layer.left(), layer.left() + buffers.input().size(2)),
          NDArrayIndex.all()
        };
  }

  @Override
  public void forward() {
    buffers.output().get(inner).assign(buffers.input());
  }

  @Override
  public void backward() {
    buffers.inputGradient().assign(buffers.outputGradient().get(inner));
  }

  @Override
  public void close() {}
}
