package phosphene.network.read;

import static phosphene.network.activation.Elementary.NONE;
import static phosphene.network.activation.Elementary.RELU;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.AveragePool;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Layer;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Pad;
import phosphene.network.Padding;
import phosphene.network.Scale;
import phosphene.network.Window;
import phosphene.network.activation.Activation;
import phosphene.network.read.Dl4jFlow.Order;

/** One layer of a Deeplearning4j network on its way to a node. */
final class Dl4jLayerImport {
  static final String SUPPORTED =
      "ConvolutionLayer, SubsamplingLayer MAX and AVG, BatchNormalization, DenseLayer, OutputLayer,"
          + " GlobalPoolingLayer AVG, ActivationLayer, DropoutLayer, LossLayer, ZeroPaddingLayer,"
          + " LocalResponseNormalization";

  private final Dl4jImport network;
  private final String name;
  private final Function<String, INDArray> parameters;

  Dl4jLayerImport(Dl4jImport network, String name, Function<String, INDArray> parameters) {
    this.network = network;
    this.name = name;
    this.parameters = parameters;
  }

  /** Adds what {@code layer} computes from {@code in}; subclasses of a layer are other layers. */
  void read(org.deeplearning4j.nn.conf.layers.Layer layer, Dl4jFlow in) {
    try {
      convert(layer, in);
    } catch (IllegalArgumentException e) { // how a layer refuses its numbers
      throw network.refusal("layer " + name + ": " + e.getMessage());
    }
  }

  private void convert(org.deeplearning4j.nn.conf.layers.Layer layer, Dl4jFlow in) {
    Class<?> type = layer.getClass();
    if (layer instanceof FrozenLayer frozen) {
      read(frozen.getLayer(), in);
    } else if (type == ConvolutionLayer.class || type == Convolution2D.class) {
      convolution((ConvolutionLayer) layer, in);
    } else if (type == SubsamplingLayer.class || type == Pooling2D.class) {
      pool((SubsamplingLayer) layer, in);
    } else if (layer instanceof BatchNormalization normalization) {
      scale(normalization, in);
    } else if (type == DenseLayer.class || type == OutputLayer.class) {
      dense((FeedForwardLayer) layer, in);
    } else if (layer instanceof GlobalPoolingLayer pool
        && pool.getPoolingType() == PoolingType.AVG) {
      network.add(name, new GlobalAveragePool(), in, NONE, Order.MAP);
    } else if (layer instanceof DropoutLayer) {
      network.alias(name, in);
    } else if (layer instanceof ActivationLayer activation) {
      activation(activation.getActivationFn(), in);
    } else if (type == LossLayer.class) {
      activation(((BaseLayer) layer).getActivationFn(), in);
    } else if (layer instanceof ZeroPaddingLayer pad) {
      int[] sides = pad.getPadding();
      network.add(
          name,
          Pad.zeros(new Padding(sides[0], sides[1], sides[2], sides[3])),
          in,
          NONE,
          in.order());
    } else if (layer instanceof LocalResponseNormalization norm) {
      normalization(norm, in);
    } else {
      throw network.unsupported(name, described(layer));
    }
  }

  private static String described(org.deeplearning4j.nn.conf.layers.Layer layer) {
    return layer instanceof GlobalPoolingLayer pool
        ? "GlobalPoolingLayer " + pool.getPoolingType()
        : layer.getClass().getSimpleName();
  }

  private void convolution(ConvolutionLayer layer, Dl4jFlow in) {
    network.takes(layer.getNIn());
    Window window =
        window(
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getConvolutionMode());
    int filters = (int) layer.getNOut();
    network.add(name, new Convolution(filters, window), in, plain(layer), Order.MAP);
    network.weigh(
        name,
        extents(parameter("W")),
        values(parameter("W")),
        layer.hasBias() ? values(parameter("b")) : new float[filters]);
  }

  private void pool(SubsamplingLayer layer, Dl4jFlow in) {
    Window window =
        window(
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getConvolutionMode());
    Layer pool =
        switch (layer.getPoolingType()) {
          case MAX -> new MaxPool(window);
          case AVG ->
              new AveragePool(
                  window,
                  layer.isAvgPoolIncludePadInDivisor()
                      ? AveragePool.Divisor.WINDOW
                      : AveragePool.Divisor.VALID);
          default -> throw network.unsupported(name, "SubsamplingLayer " + layer.getPoolingType());
        };
    network.add(name, pool, in, NONE, Order.MAP);
  }

  private Window window(int[] size, int[] stride, int[] pad, int[] dilation, ConvolutionMode mode) {
    if (dilation[0] != 1 || dilation[1] != 1) {
      throw network.refusal(
          "layer " + name + " has dilation " + Arrays.toString(dilation) + " (1 is supported)");
    }
    if (mode == ConvolutionMode.Same) {
      return new Window(size[0], size[1], stride[0], stride[1], 0, 0, Window.Rounding.SAME);
    }
    if (mode == ConvolutionMode.Causal) {
      throw network.refusal("layer " + name + " has convolution mode Causal");
    }
    return new Window(
        size[0], size[1], stride[0], stride[1], pad[0], pad[1], Window.Rounding.FLOOR);
  }

  /** Folds gamma * (x - mean) / sqrt(variance + eps) + beta. */
  private void scale(BatchNormalization layer, Dl4jFlow in) {
    network.takes(layer.getNIn());
    int channels = (int) layer.getNOut();
    float[] mean = values(parameter("mean"));
    float[] variance = values(parameter(layer.isUseLogStd() ? "log10stdev" : "var"));
    boolean locked = layer.isLockGammaBeta();
    float[] gamma = locked ? filled(channels, layer.getGamma()) : values(parameter("gamma"));
    float[] beta = locked ? filled(channels, layer.getBeta()) : values(parameter("beta"));
    for (float[] each : List.of(mean, variance, gamma, beta)) {
      if (each.length != channels) {
        throw network.refusal(
            "layer " + name + " has " + each.length + " values, expected " + channels);
      }
    }
    float[] factor = new float[channels];
    float[] offset = new float[channels];
    for (int c = 0; c < channels; c++) {
      double spread = layer.isUseLogStd() ? Math.pow(10, 2.0 * variance[c]) : variance[c];
      double scale = gamma[c] / Math.sqrt(spread + layer.getEps());
      factor[c] = (float) scale;
      offset[c] = (float) (beta[c] - mean[c] * scale);
    }
    network.add(name, new Scale(), in, NONE, in.order());
    network.weigh(name, List.of(channels), factor, offset);
  }

  private void dense(FeedForwardLayer layer, Dl4jFlow in) {
    boolean hasBias =
        layer instanceof DenseLayer dense ? dense.hasBias() : ((OutputLayer) layer).hasBias();
    if (layer instanceof DenseLayer dense && dense.hasLayerNorm()) {
      throw network.refusal("layer " + name + " has a layer normalization");
    }
    boolean softmax = layer.getActivationFn() instanceof ActivationSoftmax;
    int outputs = (int) layer.getNOut();
    network.add(name, new Dense(outputs), in, softmax ? NONE : plain(layer), Order.MAP);
    INDArray kernel = parameter("W").transpose();
    network.weigh(
        name,
        extents(kernel),
        values(kernel),
        hasBias ? values(parameter("b")) : new float[outputs]);
    network.densely(name, in);
    if (softmax) {
      network.softmax(name, name + "_softmax", network.flow(name));
    }
  }

  /** Deeplearning4j does not divide alpha by the size; Caffe and this project do. */
  private void normalization(LocalResponseNormalization layer, Dl4jFlow in) {
    int size = (int) layer.getN();
    network.add(
        name,
        new LocalResponseNorm(size, layer.getAlpha() * size, layer.getBeta(), layer.getK()),
        in,
        NONE,
        in.order());
  }

  private void activation(IActivation function, Dl4jFlow in) {
    if (function instanceof ActivationSoftmax) {
      network.softmax(name, name, in);
    } else if (activation(function) == RELU) {
      network.relu(name, in);
    } else {
      network.alias(name, in);
    }
  }

  private Activation plain(BaseLayer layer) {
    return activation(layer.getActivationFn());
  }

  private Activation activation(IActivation function) {
    if (function instanceof ActivationIdentity) {
      return NONE;
    }
    if (function instanceof ActivationReLU relu
        && zero(relu.getThreshold())
        && zero(relu.getNegativeSlope())
        && zero(relu.getMax())) {
      return RELU;
    }
    throw network.refusal(
        "layer " + name + " has activation " + function + " (supported: identity, relu, softmax)");
  }

  /** True if a parameter of the ReLU is left out: 0 or null. */
  private static boolean zero(Double value) {
    return value == null || value == 0;
  }

  private INDArray parameter(String key) {
    INDArray values = parameters.apply(key);
    if (values == null) {
      throw network.refusal("layer " + name + " has no " + key);
    }
    return values;
  }

  private static List<Integer> extents(INDArray array) {
    return Arrays.stream(array.shape()).mapToObj(Math::toIntExact).toList();
  }

  private static float[] values(INDArray array) {
    return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
  }

  private static float[] filled(int count, double value) {
    float[] values = new float[count];
    Arrays.fill(values, (float) value);
    return values;
  }
}
