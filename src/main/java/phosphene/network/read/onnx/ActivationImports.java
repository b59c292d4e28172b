package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import phosphene.network.Identity;
import phosphene.network.Shape;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Celu;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.Elu;
import phosphene.network.activation.HardSigmoid;
import phosphene.network.activation.LeakyRelu;
import phosphene.network.activation.PRelu;
import phosphene.network.activation.ThresholdedRelu;

/** Operators that are a nonlinearity, by their names in ONNX. */
final class ActivationImports {
  private static final Map<String, Function<Step, Activation>> FUNCTIONS =
      Map.ofEntries(
          entry("Relu", step -> Elementary.RELU),
          entry("Sigmoid", step -> Elementary.SIGMOID),
          entry("Tanh", step -> Elementary.TANH),
          entry("Softplus", step -> Elementary.SOFTPLUS),
          entry("Softsign", step -> Elementary.SOFTSIGN),
          entry("HardSwish", step -> Elementary.HARD_SWISH),
          entry("Mish", step -> Elementary.MISH),
          entry(PatternRules.SILU, step -> Elementary.SILU),
          entry(PatternRules.QUICK_GELU, step -> Elementary.QUICK_GELU),
          entry("Gelu", ActivationImports::gelu),
          entry("Erf", step -> Elementary.ERF),
          entry("Exp", step -> Elementary.EXP),
          entry("Log", step -> Elementary.LOG),
          entry("Sqrt", step -> Elementary.SQRT),
          entry("Reciprocal", step -> Elementary.RECIPROCAL),
          entry("Abs", step -> Elementary.ABS),
          entry("Neg", step -> Elementary.NEGATIVE),
          entry("Sin", step -> Elementary.SIN),
          entry("Cos", step -> Elementary.COS),
          entry("LeakyRelu", step -> new LeakyRelu(step.node().real("alpha", 0.01f))),
          entry("Elu", step -> new Elu(step.node().real("alpha", 1))),
          entry("Celu", step -> new Celu(step.node().real("alpha", 1))),
          entry("ThresholdedRelu", step -> new ThresholdedRelu(step.node().real("alpha", 1))),
          entry("HardSigmoid", ActivationImports::hardSigmoid),
          entry("Clip", ActivationImports::clip));

  static final Map<String, LayerImport> ALL = all();

  private ActivationImports() {}

  /** The names of the operators that an MLP has between its two layers. */
  static Set<String> names() {
    return ALL.keySet();
  }

  private static Map<String, LayerImport> all() {
    Map<String, LayerImport> all = new TreeMap<>();
    FUNCTIONS.forEach(
        (name, function) -> all.put(name, step -> step.put(apply(step, function.apply(step)))));
    all.put("PRelu", ActivationImports::prelu);
    all.put("Selu", ActivationImports::selu);
    return all;
  }

  /** A nonlinearity on the node's first input. */
  static View apply(Step step, Activation activation) {
    return apply(step, step.view(0), activation);
  }

  static View apply(Step step, View in, Activation activation) {
    GraphImport graph = step.graph();
    graph.hidden(in.node()).ifPresent(module -> graph.addGrid(module, in.node(), activation));
    return in.on(graph.add(step.title(), new Identity(), activation, in.node()));
  }

  private static Activation gelu(Step step) {
    String approximate = step.node().text("approximate", "none");
    return switch (approximate) {
      case "none" -> Elementary.GELU;
      case "tanh" -> Elementary.GELU_TANH;
      default -> throw new OnnxException("its approximation is " + approximate);
    };
  }

  private static Activation hardSigmoid(Step step) {
    double alpha = step.node().real("alpha", 0.2f);
    if (!(alpha > 0)) {
      throw new OnnxException("its alpha is " + alpha + " (must be more than 0)");
    }
    return new HardSigmoid(alpha, step.node().real("beta", 0.5));
  }

  private static void selu(Step step) {
    // Klambauer et al., 2017; ONNX's defaults are these two as floats
    double alpha = step.node().real("alpha", 1.6732632);
    double gamma = step.node().real("gamma", 1.0507010);
    if (Math.abs(alpha - 1.6732632) < 1e-5 && Math.abs(gamma - 1.0507010) < 1e-5) {
      step.put(apply(step, Elementary.SELU));
      return;
    }
    View bent = apply(step, new Elu(alpha));
    Tensor factor = Tensor.real(ElementType.FLOAT, new int[0], i -> gamma);
    step.put(BinaryImports.scaled(step, bent, factor));
  }

  private static Activation clip(Step step) {
    double low =
        step.optional(1)
            .map(Tensor::scalar)
            .orElseGet(() -> step.node().real("min", Double.NEGATIVE_INFINITY));
    double high =
        step.optional(2)
            .map(Tensor::scalar)
            .orElseGet(() -> step.node().real("max", Double.POSITIVE_INFINITY));
    return clip(low, high);
  }

  static Activation clip(double low, double high) {
    if (!(low <= high)) {
      throw new OnnxException("its bounds are " + low + " and " + high);
    }
    boolean relu = low == 0 && high >= Float.MAX_VALUE;
    return relu ? Elementary.RELU : new Clip(low, high);
  }

  /** Before opset 7 slopes were those of axis 1, without its neighbours. */
  private static Tensor slopes(Step step, View in) {
    Tensor slopes = step.tensor(1);
    if (step.call().opset() >= 7 || slopes.rank() != 1 || in.rank() < 3) {
      return slopes;
    }
    int[] dims = new int[in.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = slopes.size();
    return slopes.reshaped(dims);
  }

  /** Slopes for each channel, or for each value, of the map as it lies. */
  private static void prelu(Step step) {
    View in = step.view(0);
    Alignment aligned = Alignment.of(step.graph(), in);
    Tensor tensor = slopes(step, in);
    float[] slopes = aligned.values(tensor);
    Shape shape = aligned.shape(tensor);
    Shape map = step.graph().shape(in.node());
    if (shape.area() == 1) {
      float[] each = new float[map.channels()];
      for (int c = 0; c < each.length; c++) {
        each[c] = slopes[shape.channels() == 1 ? 0 : c];
      }
      step.put(apply(step, new PRelu(each)));
      return;
    }
    float[] each = new float[map.size()];
    List<Integer> strides =
        List.of(
            shape.channels() == 1 ? 0 : shape.area(),
            shape.height() == 1 ? 0 : shape.width(),
            shape.width() == 1 ? 0 : 1);
    IntStream.range(0, each.length)
        .forEach(
            i -> {
              int c = i % map.channels();
              int x = i / map.channels() % map.width();
              int y = i / map.channels() / map.width();
              each[i] = slopes[c * strides.get(0) + y * strides.get(1) + x * strides.get(2)];
            });
    step.put(apply(step, new PRelu(each)));
  }
}
