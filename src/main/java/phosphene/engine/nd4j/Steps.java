package phosphene.engine.nd4j;

import phosphene.network.AveragePool;
import phosphene.network.Concat;
import phosphene.network.Constant;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Pointwise;
import phosphene.network.Scale;
import phosphene.network.Softmax;

/** The one place that knows which step runs which layer. */
final class Steps {
  private Steps() {}

  static Step of(Layer layer, NodeBuffers buffers) {
    if (layer instanceof Convolution convolution && ConvolutionSteps.run(convolution)) {
      return ConvolutionSteps.of(convolution, buffers, buffers.weights().filters(buffers.node()));
    }
    if (layer instanceof MaxPool pool) {
      return PoolSteps.max(pool, buffers);
    }
    if (layer instanceof AveragePool pool) {
      return PoolSteps.average(pool, buffers);
    }
    if (layer instanceof GlobalAveragePool) {
      return new GlobalAverageStep(buffers);
    }
    if (layer instanceof LocalResponseNorm norm) {
      return new LocalResponseStep(norm, buffers);
    }
    if (layer instanceof Scale) {
      return NormSteps.scale(buffers);
    }
    if (layer instanceof Concat concat) {
      return MergeSteps.concat(concat, buffers);
    }
    if (layer instanceof Identity
        || (layer.equals(Elementwise.ADD) && MergeSteps.sameShapes(buffers))) {
      return MergeSteps.add(buffers);
    }
    if (layer instanceof Dense) {
      return DenseSteps.of(buffers);
    }
    if (layer instanceof Pointwise) {
      return DenseSteps.pointwise(buffers);
    }
    if (layer instanceof Softmax) {
      return NormSteps.softmax(buffers);
    }
    if (layer instanceof Constant) {
      return new ConstantStep(buffers, buffers.weights().weights(buffers.node()));
    }
    return HostStep.of(layer, buffers);
  }
}
