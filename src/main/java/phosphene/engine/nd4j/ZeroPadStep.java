package phosphene.engine.nd4j;

import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import phosphene.network.ZeroPad;

/** Zeros around the image, written once when the session is made; the slope loses its border. */
final class ZeroPadStep implements Step {
  private final NodeBuffers wires;
  private final INDArrayIndex[] inner;

  ZeroPadStep(ZeroPad layer, NodeBuffers wires) {
    this.wires = wires;
    this.inner =
        new INDArrayIndex[] {
          NDArrayIndex.all(),
          NDArrayIndex.interval(layer.top(), layer.top() + wires.input().size(1)),
          NDArrayIndex.interval(layer.left(), layer.left() + wires.input().size(2)),
          NDArrayIndex.all()
        };
  }

  @Override
  public void forward() {
    wires.output().get(inner).assign(wires.input());
  }

  @Override
  public void backward() {
    wires.inputSlope().assign(wires.outputSlope().get(inner));
  }

  @Override
  public void close() {}
}
