package phosphene.engine.nd4j;

import java.util.List;
import java.util.Set;
import phosphene.network.AttentionScores;
import phosphene.network.AttentionValues;
import phosphene.network.AveragePool;
import phosphene.network.Axis;
import phosphene.network.ChannelGather;
import phosphene.network.ChannelPad;
import phosphene.network.Concat;
import phosphene.network.Constant;
import phosphene.network.Convolution;
import phosphene.network.Crop;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.GlobalAveragePool;
import phosphene.network.GlobalMaxPool;
import phosphene.network.GroupNormalization;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.LayerNormalization;
import phosphene.network.LocalResponseNorm;
import phosphene.network.LpPool;
import phosphene.network.MaxPool;
import phosphene.network.Pad;
import phosphene.network.Pointwise;
import phosphene.network.Rearrange;
import phosphene.network.Reduce;
import phosphene.network.Regrid;
import phosphene.network.Resize;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.TokenGrid;
import phosphene.network.TransposedConvolution;

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
    return new HostStep(host(layer, buffers), buffers);
  }

  private static HostLayer host(Layer layer, NodeBuffers buffers) {
    List<Shape> inputs = buffers.inputs().stream().map(NodeBuffers::shape).toList();
    Shape in = inputs.get(0);
    Shape out = NodeBuffers.shape(buffers.output());
    if (layer instanceof Convolution convolution) {
      return HostConvolution.of(convolution, in, buffers.hostWeights());
    }
    if (layer instanceof TransposedConvolution convolution) {
      return HostConvolution.of(convolution, in, out, buffers.hostWeights());
    }
    if (layer instanceof LayerNormalization norm) {
      return HostNormalization.of(norm, in, buffers.hostWeights());
    }
    if (layer instanceof GroupNormalization norm) {
      return HostNormalization.of(norm, in, buffers.hostWeights());
    }
    if (layer instanceof LpPool pool) {
      return new HostLpPool(WindowTaps.of(pool.window(), in), in.channels(), pool.p());
    }
    if (layer instanceof Reduce reduce) {
      return new HostReduce(reduce, in);
    }
    if (layer instanceof GlobalMaxPool) {
      return new HostReduce(
          new Reduce(Reduce.Operation.MAXIMUM, Set.of(Axis.ROWS, Axis.COLUMNS)), in);
    }
    if (layer instanceof Elementwise elementwise) {
      return new HostElementwise(elementwise, inputs, buffers.session().heap());
    }
    if (layer instanceof AttentionScores scores) {
      return HostAttention.scores(scores, inputs);
    }
    if (layer instanceof AttentionValues values) {
      return HostAttention.values(values, inputs);
    }
    if (layer instanceof Resize resize) {
      return new HostResize(resize, in, out);
    }
    return gather(layer, in, out);
  }

  private static HostLayer gather(Layer layer, Shape in, Shape out) {
    if (layer instanceof ChannelGather gather) {
      return Gathers.of(gather, in);
    }
    if (layer instanceof ChannelPad pad) {
      return Gathers.of(pad, in);
    }
    if (layer instanceof Pad pad) {
      return Gathers.of(pad, in, out);
    }
    if (layer instanceof Crop crop) {
      return Gathers.of(crop, in, out);
    }
    if (layer instanceof TokenGrid grid) {
      return Gathers.of(grid, in);
    }
    if (layer instanceof Regrid) {
      return Gathers.same(in);
    }
    if (layer instanceof Rearrange rearrange) {
      return Gathers.of(rearrange, in);
    }
    throw new AssertionError(layer);
  }
}
