package phosphene.engine.onednn;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory.data_type;
import phosphene.engine.host.HostArrays;
import phosphene.engine.host.HostLayers;
import phosphene.network.AttentionScores;
import phosphene.network.AttentionValues;
import phosphene.network.AveragePool;
import phosphene.network.Concat;
import phosphene.network.Constant;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.LayerNormalization;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Pointwise;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.TransposedConvolution;
import phosphene.network.Window;

/**
 * The one place that knows which plan computes which layer.
 *
 * @param arrays for layers in plain Java
 */
record Plans(Setting setting, PackedWeights weights, HostArrays arrays) {
  private static final Layer PRODUCT = new Elementwise(Elementwise.Operation.MULTIPLY);

  /**
   * The plan of a node.
   *
   * @param ending what a kernel is to apply as it writes; asked for of a {@link #fuses} layer only
   */
  LayerPlan of(Node node, List<Tensor> values, Optional<NativeActivation> ending) {
    Layer layer = node.layer();
    List<Shape> inputs = values.stream().map(Tensor::shape).toList();
    if (layer instanceof Convolution convolution) {
      return convolution(node, convolution, inputs.get(0), ending);
    }
    if (layer instanceof Pointwise pointwise) {
      Convolution same = new Convolution(pointwise.outputs(), Window.of(1, 1, 0));
      return convolution(node, same, inputs.get(0), ending);
    }
    if (layer instanceof TransposedConvolution transposed && TransposedPlan.fits(transposed)) {
      return new TransposedPlan(node, transposed, setting, weights);
    }
    if (layer instanceof Dense dense) {
      return new DensePlan(node, dense, inputs.get(0), setting, weights);
    }
    if (layer instanceof Constant) {
      return new ConstantPlan(node, layer.output(inputs), setting, weights);
    }
    // What lies in one order stays in it until a kernel wants another.
    Format format = values.get(0).format();
    return known(node, layer, inputs, format)
        .or(() -> ofTokens(node, layer))
        .or(() -> moved(layer, inputs.get(0), format.type()))
        .orElseGet(() -> host(node, inputs));
  }

  private Optional<LayerPlan> known(Node node, Layer layer, List<Shape> inputs, Format format) {
    Shape in = inputs.get(0);
    if (layer instanceof MaxPool pool) {
      return PoolPlan.of(pool, in, format);
    }
    if (layer instanceof AveragePool pool) {
      return PoolPlan.of(pool, in, format);
    }
    if (layer instanceof GlobalAveragePool) {
      return Optional.of(PoolPlan.global(in, format));
    }
    if (layer instanceof LocalResponseNorm norm) {
      return Optional.of(new LocalResponsePlan(norm, new Format(format.order(), data_type.f32)));
    }
    if (layer instanceof Scale) {
      return Optional.of(new ScalePlan(node, format, weights));
    }
    if (layer instanceof Softmax) {
      return Optional.of(new SoftmaxPlan(Format.PLAIN));
    }
    if (layer instanceof Concat concat) {
      return Optional.of(MergePlans.Joined.of(concat, inputs, format));
    }
    if (layer.equals(PRODUCT) && ProductPlan.fits(inputs)) {
      return Optional.of(ProductPlan.of(inputs, format.order()));
    }
    boolean one = inputs.stream().distinct().count() == 1;
    return layer instanceof Identity || (layer.equals(Elementwise.ADD) && one)
        ? Optional.of(new MergePlans.Sum(format))
        : Optional.empty();
  }

  /** The plan of what transformers are made of. */
  private Optional<LayerPlan> ofTokens(Node node, Layer layer) {
    if (layer instanceof LayerNormalization norm) {
      return Optional.of(new LayerNormPlan(node, norm, weights));
    }
    if (layer instanceof AttentionScores scores) {
      return Optional.of(new AttentionPlans.Scores(scores));
    }
    return layer instanceof AttentionValues values
        ? Optional.of(new AttentionPlans.Values(values))
        : Optional.empty();
  }

  private static Optional<LayerPlan> moved(Layer layer, Shape in, data_type type) {
    return HostLayers.gather(layer, in).flatMap(gather -> MovePlan.of(gather, in, type));
  }

  private LayerPlan convolution(
      Node node, Convolution layer, Shape in, Optional<NativeActivation> ending) {
    return new ConvolutionPlan(node, layer, in, setting, weights, ending);
  }

  private LayerPlan host(Node node, List<Shape> inputs) {
    return new HostPlan(
        HostLayers.of(node.layer(), inputs, () -> weights.weights(node), arrays), arrays);
  }

  /** True if the kernel of a layer can apply a nonlinearity as it writes. */
  boolean fuses(Layer layer, List<Tensor> inputs, NativeActivation ending) {
    if (layer instanceof Convolution convolution) {
      // Winograd's kernels know no other function than this.
      return ending.equals(NativeActivation.RELU)
          || !Way.of(convolution, inputs.get(0).shape(), setting).winograd();
    }
    return layer instanceof Pointwise;
  }
}
