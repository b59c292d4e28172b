package phosphene.engine.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import phosphene.network.AttentionScores;
import phosphene.network.AttentionValues;
import phosphene.network.AveragePool;
import phosphene.network.Axis;
import phosphene.network.ChannelGather;
import phosphene.network.ChannelPad;
import phosphene.network.Convolution;
import phosphene.network.Crop;
import phosphene.network.Elementwise;
import phosphene.network.GlobalMaxPool;
import phosphene.network.GroupNormalization;
import phosphene.network.Layer;
import phosphene.network.LayerNormalization;
import phosphene.network.LpPool;
import phosphene.network.MaxPool;
import phosphene.network.Pad;
import phosphene.network.Rearrange;
import phosphene.network.Reduce;
import phosphene.network.Regrid;
import phosphene.network.Resize;
import phosphene.network.Shape;
import phosphene.network.TokenGrid;
import phosphene.network.TransposedConvolution;
import phosphene.network.Weights;

/** The one place that knows which class runs which layer in plain Java. */
public final class HostLayers {
  private HostLayers() {}

  /**
   * A layer for images of one size.
   *
   * @param weights of the layer, asked for if it has some
   * @param arrays for what it needs while it runs
   */
  public static HostLayer of(
      Layer layer, List<Shape> inputs, Supplier<Weights> weights, HostArrays arrays) {
    Shape in = inputs.get(0);
    Shape out = layer.output(inputs);
    if (layer instanceof Convolution convolution) {
      return HostConvolution.of(convolution, in, weights.get());
    }
    if (layer instanceof TransposedConvolution convolution) {
      return HostConvolution.of(convolution, in, out, weights.get());
    }
    if (layer instanceof LayerNormalization norm) {
      return HostNormalization.of(norm, in, weights.get());
    }
    if (layer instanceof GroupNormalization norm) {
      return HostNormalization.of(norm, in, weights.get());
    }
    if (layer instanceof Elementwise elementwise) {
      return new HostElementwise(elementwise, inputs, arrays);
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
    return pool(layer, in)
        .orElseGet(() -> gather(layer, in).orElseThrow(() -> new AssertionError(layer)));
  }

  /** What makes one value of many of a channel. */
  private static Optional<HostLayer> pool(Layer layer, Shape in) {
    if (layer instanceof MaxPool pool) {
      return Optional.of(new HostMaxPool(WindowTaps.of(pool.window(), in), in.channels()));
    }
    if (layer instanceof AveragePool pool) {
      return Optional.of(HostAveragePool.of(pool, in));
    }
    if (layer instanceof LpPool pool) {
      return Optional.of(new HostLpPool(WindowTaps.of(pool.window(), in), in.channels(), pool.p()));
    }
    if (layer instanceof Reduce reduce) {
      return Optional.of(new HostReduce(reduce, in));
    }
    if (layer instanceof GlobalMaxPool) {
      return Optional.of(
          new HostReduce(
              new Reduce(Reduce.Operation.MAXIMUM, Set.of(Axis.ROWS, Axis.COLUMNS)), in));
    }
    return Optional.empty();
  }

  /** How a layer that only moves values does it; empty of all others. */
  public static Optional<Gather> gather(Layer layer, Shape in) {
    if (layer instanceof ChannelGather gather) {
      return Optional.of(Gathers.of(gather, in));
    }
    if (layer instanceof ChannelPad pad) {
      return Optional.of(Gathers.of(pad, in));
    }
    if (layer instanceof Pad pad) {
      return Optional.of(Gathers.of(pad, in, pad.output(List.of(in))));
    }
    if (layer instanceof Crop crop) {
      return Optional.of(Gathers.of(crop, in, crop.output(List.of(in))));
    }
    if (layer instanceof TokenGrid grid) {
      return Optional.of(Gathers.of(grid, in));
    }
    if (layer instanceof Regrid) {
      return Optional.of(Gathers.same(in));
    }
    return layer instanceof Rearrange rearrange
        ? Optional.of(Gathers.of(rearrange, in))
        : Optional.empty();
  }
}
