package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import phosphene.network.Axis;
import phosphene.network.Elementwise;
import phosphene.network.GroupNormalization;
import phosphene.network.Identity;
import phosphene.network.LayerNormalization;
import phosphene.network.Reduce;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.activation.Elementary;

/** Normalizations, and the softmax. */
final class NormalizationImports {
  static final Map<String, LayerImport> ALL =
      Map.ofEntries(
          entry("BatchNormalization", NormalizationImports::batch),
          entry("InstanceNormalization", NormalizationImports::instance),
          entry("GroupNormalization", NormalizationImports::group),
          entry("LayerNormalization", NormalizationImports::layer),
          entry(PatternRules.LAYER_NORM, NormalizationImports::written),
          entry("Softmax", step -> step.put(softmax(step))),
          entry("LogSoftmax", NormalizationImports::logSoftmax));

  private NormalizationImports() {}

  private static void batch(Step step) {
    OnnxNode node = step.node();
    node.ignore("momentum");
    boolean old = step.call().opset() < 7;
    if (node.flag("training_mode")
        || node.integer("spatial", 1) != 1
        || (old && !node.flag("is_test"))) {
      throw new OnnxException(
          "it normalizes by the batch, as in training: a picture would depend on its batch"
              + " (export the model in evaluation mode, in PyTorch after model.eval())");
    }
    View map = axes(step);
    double epsilon = node.real("epsilon", 1e-5f);
    Tensor gamma = step.tensor(1);
    Tensor beta = step.tensor(2);
    Tensor mean = step.tensor(3);
    Tensor variance = step.tensor(4);
    int channels = map.dims()[1];
    float[] factors = new float[channels];
    float[] offsets = new float[channels];
    for (Tensor each : List.of(gamma, beta, mean, variance)) {
      requireSize(each, channels);
    }
    for (int c = 0; c < channels; c++) {
      double factor = gamma.at(c) / Math.sqrt(variance.at(c) + epsilon);
      factors[c] = (float) factor;
      offsets[c] = (float) (beta.at(c) - mean.at(c) * factor);
    }
    Trained trained = Trained.channels(factors, offsets);
    String added = step.graph().add(step.title(), new Scale(), trained, map.node());
    step.put(map.on(added));
  }

  /** The view with axis 1 as the channels of its node. */
  private static View axes(Step step) {
    View in = step.view(0);
    if (in.rank() < 2) {
      throw new OnnxException("it takes tensors with channels");
    }
    Shape shape = step.graph().shape(in.node());
    boolean channels = in.axes().get(1).equals(Factor.whole(Axis.CHANNELS, shape.channels()));
    Layout.Axes apart =
        new Layout.Axes(new int[] {1}, new int[] {0}, IntStream.range(2, in.rank()).toArray());
    return channels ? in : step.graph().laid(in, apart);
  }

  private static void requireSize(Tensor tensor, int size) {
    if (tensor.size() != size) {
      throw new OnnxException("it has " + tensor.size() + " values for " + size + " channels");
    }
  }

  private static void instance(Step step) {
    View in = step.view(0);
    if (in.rank() < 3 || in.dims()[0] != 1) {
      throw new OnnxException(
          "it reads " + Extents.text(in.dims()) + " (must be the map of one image)");
    }
    int groups = in.dims()[1];
    Tensor scale = step.tensor(1);
    Tensor bias = step.tensor(2);
    requireSize(scale, groups);
    requireSize(bias, groups);
    step.put(grouped(step, in, groups, scale, bias));
  }

  /** Each position of axis 1 is a group; its values may be channels and positions alike. */
  private static View grouped(Step step, View in, int groups, Tensor scale, Tensor bias) {
    GraphImport graph = step.graph();
    Shape shape = graph.shape(in.node());
    int each = shape.channels() / groups;
    boolean outer =
        shape.channels() % groups == 0
            && in.axes()
                .get(1)
                .equals(Factor.merged(List.of(new Factor(Axis.CHANNELS, each, groups))));
    View laid = outer ? in : graph.laid(in, wide(in.rank()));
    int channels = graph.shape(laid.node()).channels();
    float[] factors = new float[channels];
    float[] offsets = new float[channels];
    for (int c = 0; c < channels; c++) {
      factors[c] = (float) scale.at(c / (channels / groups));
      offsets[c] = (float) bias.at(c / (channels / groups));
    }
    double epsilon = step.node().real("epsilon", 1e-5f);
    Trained trained = Trained.channels(factors, offsets);
    String node =
        graph.add(step.title(), new GroupNormalization(groups, epsilon), trained, laid.node());
    return laid.on(node);
  }

  private static Layout.Axes wide(int rank) {
    return new Layout.Axes(new int[] {1}, new int[0], IntStream.range(2, rank).toArray());
  }

  private static void group(Step step) {
    View map = axes(step);
    long groups = step.node().integer("num_groups", 0);
    step.node().ignore("stash_type");
    int channels = map.dims()[1];
    if (groups < 1 || channels % groups != 0 || map.dims()[0] != 1) {
      throw new OnnxException("its " + groups + " groups do not divide " + channels + " channels");
    }
    Tensor scale = perChannel(step.tensor(1), channels);
    Tensor bias = perChannel(step.tensor(2), channels);
    double epsilon = step.node().real("epsilon", 1e-5f);
    Trained trained = Trained.channels(scale.floats(), bias.floats());
    String node =
        step.graph()
            .add(step.title(), new GroupNormalization((int) groups, epsilon), trained, map.node());
    step.put(map.on(node));
  }

  /** Opset 18 has a value a group, opset 21 a value a channel. */
  private static Tensor perChannel(Tensor values, int channels) {
    if (values.size() == 0 || channels % values.size() != 0) {
      throw new OnnxException("it has " + values.size() + " values for " + channels + " channels");
    }
    int each = channels / values.size();
    return Tensor.real(ElementType.FLOAT, new int[] {channels}, c -> values.at(c / each));
  }

  private static void layer(Step step) {
    step.node().ignore("stash_type"); // of the sums, which are exact enough here
    View in = step.view(0);
    int axis = Extents.axis(step.node().integer("axis", -1), in.rank());
    for (int output = 1; output < step.node().outputs().size(); output++) {
      step.graph().forbid(step.node().outputs().get(output), "means are not computed");
    }
    int[] normalized = IntStream.range(axis, in.rank()).toArray();
    Shape shape = step.graph().shape(in.node());
    boolean channels = in.factors(normalized).equals(Factor.whole(Axis.CHANNELS, shape.channels()));
    View laid = channels ? in : step.graph().laid(in, Layout.Axes.from(axis, in.rank()));
    double epsilon = step.node().real("epsilon", 1e-5f);
    int[] dims = Arrays.copyOfRange(in.dims(), axis, in.rank());
    Tensor one = Tensor.real(ElementType.FLOAT, new int[0], i -> 1);
    Tensor none = Tensor.real(ElementType.FLOAT, new int[0], i -> 0);
    float[] factors = step.optional(1).orElse(one).stripped(dims.length).broadcast(dims).floats();
    float[] offsets = step.optional(2).orElse(none).stripped(dims.length).broadcast(dims).floats();
    step.put(laid.on(normalized(step, laid, epsilon, Trained.channels(factors, offsets))));
  }

  /** A normalization over one axis that the file writes out. */
  private static void written(Step step) {
    View in = step.view(0);
    int axis = Extents.axis(step.node().integer("axis", -1), in.rank());
    Shape shape = step.graph().shape(in.node());
    boolean channels = in.axes().get(axis).equals(Factor.whole(Axis.CHANNELS, shape.channels()));
    View laid = channels ? in : step.graph().laid(in, Layout.Axes.apart(in, axis));
    double epsilon = step.node().real("epsilon", 0);
    float[] factors = perChannel(step, laid, 1, 1);
    float[] offsets = perChannel(step, laid, 2, 0);
    step.put(laid.on(normalized(step, laid, epsilon, Trained.channels(factors, offsets))));
  }

  private static String normalized(Step step, View laid, double epsilon, Trained trained) {
    return step.graph().add(step.title(), new LayerNormalization(epsilon), trained, laid.node());
  }

  private static float[] perChannel(Step step, View laid, int input, float otherwise) {
    int size = step.graph().shape(laid.node()).channels();
    float[] values = new float[size];
    Arrays.fill(values, otherwise);
    if (step.has(input)) {
      Alignment alignment = Alignment.of(step.graph(), laid);
      Shape shape = alignment.shape(step.tensor(input));
      float[] found = alignment.values(step.tensor(input));
      if (shape.area() > 1) {
        throw new OnnxException("its factors are of another shape than what it normalizes");
      }
      for (int c = 0; c < size; c++) {
        values[c] = found[found.length == 1 ? 0 : c];
      }
    }
    return values;
  }

  private static View softmax(Step step) {
    View laid = summed(step);
    return laid.on(step.graph().add(step.title(), new Softmax(), laid.node()));
  }

  /** The input with the axes that a softmax sums over as its node's channels. */
  private static View summed(Step step) {
    View in = step.view(0);
    boolean old = step.call().opset() < 13; // then over all axes from the named one on
    int axis = Extents.axis(step.node().integer("axis", old ? 1 : -1), in.rank());
    int[] over = old ? IntStream.range(axis, in.rank()).toArray() : new int[] {axis};
    Shape shape = step.graph().shape(in.node());
    boolean channels = in.factors(over).equals(Factor.whole(Axis.CHANNELS, shape.channels()));
    Layout.Axes axes = old ? Layout.Axes.from(axis, in.rank()) : Layout.Axes.apart(in, axis);
    return channels ? in : step.graph().laid(in, axes);
  }

  /**
   * The input less its maximum, and less the logarithm of the sum of the exponentials of that: the
   * logarithm of a softmax would be that of 0 where a probability is too small for a float.
   */
  private static void logSoftmax(Step step) {
    GraphImport graph = step.graph();
    View in = summed(step);
    String title = step.title();
    Set<Axis> channels = Set.of(Axis.CHANNELS);
    Elementwise less = new Elementwise(Elementwise.Operation.SUBTRACT);
    String most =
        graph.add(title + ".maximum", new Reduce(Reduce.Operation.MAXIMUM, channels), in.node());
    String shifted = graph.add(title + ".shifted", less, in.node(), most);
    String powers = graph.add(title + ".exp", new Identity(), Elementary.EXP, shifted);
    String sum =
        graph.add(
            title + ".sum", new Reduce(Reduce.Operation.SUM, channels), Elementary.LOG, powers);
    String node = graph.add(title, less, shifted, sum);
    graph.scores().logarithm(node, in.node());
    step.put(in.on(node));
  }
}
