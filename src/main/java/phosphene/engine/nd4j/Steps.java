package phosphene.engine.nd4j;

import phosphene.network.Add;
import phosphene.network.AveragePool;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Layer;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Scale;
import phosphene.network.Softmax;
import phosphene.network.ZeroPad;

/** The one place that knows which step runs which layer. */
final class Steps {
  private Steps() {}

  static Step of(Layer layer, NodeBuffers wires) {
    if (layer instanceof Convolution convolution) {
      return ConvolutionSteps.of(convolution, wires, wires.constants().filters(wires.node()));
    }
    if (layer instanceof MaxPool pool) {
      return PoolSteps.max(pool, wires);
    }
    if (layer instanceof AveragePool pool) {
      return PoolSteps.average(pool, wires);
    }
    if (layer instanceof GlobalAveragePool) {
      return new GlobalAverageStep(wires);
    }
    if (layer instanceof LocalResponseNorm norm) {
      return new LocalResponseStep(norm, wires);
    }
    if (layer instanceof Scale) {
      return NormSteps.scale(wires);
    }
    if (layer instanceof Concat) {
      return MergeSteps.concat(wires);
    }
    if (layer instanceof Add) {
      return MergeSteps.add(wires);
    }
    if (layer instanceof Dense) {
      return DenseSteps.of(wires);
    }
    if (layer instanceof ZeroPad pad) {
      return new ZeroPadStep(pad, wires);
    }
    if (layer instanceof Softmax) {
      return NormSteps.softmax(wires);
    }
    throw new AssertionError(layer);
  }
}
