package phosphene.network.read.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import phosphene.network.Axis;
import phosphene.network.Constant;
import phosphene.network.Elementwise;
import phosphene.network.GroupNormalization;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.LayerNormalization;
import phosphene.network.Reduce;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.Power;

/** Normalizations by trained or by the image's own figures. */
final class Normalizations {
  private static final double EPSILON = 1e-3; // Keras's default in all of them
  private static final double UNIT_EPSILON = 1e-12; // of the sum of squares (UnitNormalization)

  private Normalizations() {}

  /** Folds gamma * (x - mean) / sqrt(variance + epsilon) + beta. */
  static View batch(Site site) throws IOException, UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly(
        "axis",
        "epsilon",
        "center",
        "scale",
        "fused",
        "virtual_batch_size",
        "renorm_momentum",
        "synchronized");
    View in = perChannel(site, site.input(), arguments.wholeOr("axis", -1));
    int channels = in.shape().channels();
    Map<String, List<Integer>> wanted = trained(arguments, List.of(channels));
    wanted.put("moving_mean", List.of(channels));
    wanted.put("moving_variance", List.of(channels));
    Map<String, float[]> arrays = site.copied(wanted);
    float[] mean = arrays.getOrDefault("moving_mean", new float[0]);
    float[] variance = arrays.getOrDefault("moving_variance", new float[0]);
    float[] gamma = gamma(arrays, channels);
    float[] beta = beta(arrays, channels);
    double epsilon = arguments.number("epsilon", EPSILON);
    List<Double> factor = new ArrayList<>();
    List<Double> offset = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      double scale = gamma[c] / Math.sqrt(variance[c] + epsilon);
      factor.add(scale);
      offset.add(beta[c] - mean[c] * scale);
    }
    return new Affine(factor, offset).add(site, site.name(), in);
  }

  /** The input with its channels along the axis, alone. */
  private static View perChannel(Site site, View in, int axis) throws UnsupportedLayerException {
    View read = in.rank() == 1 ? site.vector(in) : in;
    if (!read.channels(read.axis(axis))) {
      throw new UnsupportedLayerException(
          "has axis " + axis + " of " + read.extents() + " (supported: the axis of the channels)");
    }
    return read;
  }

  private static Map<String, List<Integer>> trained(Arguments arguments, List<Integer> shape) {
    Map<String, List<Integer>> wanted = new LinkedHashMap<>();
    if (arguments.flag("scale")) {
      wanted.put("gamma", shape);
    }
    if (arguments.flag("center")) {
      wanted.put("beta", shape);
    }
    return wanted;
  }

  private static float[] gamma(Map<String, float[]> arrays, int values) {
    float[] ones = new float[values];
    Arrays.fill(ones, 1);
    return arrays.getOrDefault("gamma", ones);
  }

  private static float[] beta(Map<String, float[]> arrays, int values) {
    return arrays.getOrDefault("beta", new float[values]);
  }

  static View layer(Site site) throws IOException, UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly("axis", "epsilon", "center", "scale");
    View in = site.input();
    double epsilon = arguments.number("epsilon", EPSILON);
    List<Integer> axes = new ArrayList<>();
    for (int axis : arguments.wholes("axis", List.of(-1))) {
      axes.add(in.axis(axis));
    }
    if (axes.size() == 1) {
      View read = perChannel(site, in, axes.get(0) + 1);
      return normalized(site, new LayerNormalization(epsilon), read);
    }
    if (!axes.stream().sorted().toList().equals(IntStream.range(0, in.rank()).boxed().toList())) {
      throw new UnsupportedLayerException(
          "has axis "
              + arguments.get("axis")
              + " (supported: the axis of the channels, or all but the batch's)");
    }
    return whole(site, in, epsilon);
  }

  private static View normalized(Site site, Layer layer, View in) throws IOException {
    int channels = in.shape().channels();
    View out = site.add(layer, in, Elementary.NONE);
    Map<String, float[]> arrays = site.copied(trained(site.arguments(), List.of(channels)));
    site.graph()
        .weigh(site.name(), List.of(channels), gamma(arrays, channels), beta(arrays, channels));
    return out;
  }

  /** All values of an image together; each has a factor and an offset of its own. */
  private static View whole(Site site, View in, double epsilon) throws IOException {
    Shape shape = in.shape();
    Map<String, List<Integer>> wanted = trained(site.arguments(), in.extents());
    Map<String, float[]> arrays = site.copied(wanted);
    String name = wanted.isEmpty() ? site.name() : site.part("normalized");
    View out = site.add(name, new GroupNormalization(1, epsilon), in, Elementary.NONE);
    float[] ones = gamma(Map.of(), shape.channels());
    site.graph().weigh(name, List.of(shape.channels()), ones, new float[shape.channels()]);
    for (String role : wanted.keySet()) {
      String constant = site.part(role);
      site.graph().add(constant, new Constant(shape), List.of());
      site.graph()
          .weigh(
              constant,
              List.of(shape.channels(), shape.height(), shape.width()),
              placed(arrays.getOrDefault(role, new float[0]), in.order()),
              new float[0]);
      boolean last = role.equals(List.copyOf(wanted.keySet()).get(wanted.size() - 1));
      String node = last ? site.name() : site.part("scaled");
      Elementwise.Operation operation =
          role.equals("gamma") ? Elementwise.Operation.MULTIPLY : Elementwise.Operation.ADD;
      site.graph().add(node, new Elementwise(operation), List.of(out.node(), constant));
      out = in.of(node, shape);
    }
    return out;
  }

  /** Values in Keras's order at their places in a map. */
  static float[] placed(float[] values, int[] order) {
    float[] placed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      placed[order[i]] = values[i];
    }
    return placed;
  }

  static View group(Site site) throws IOException, UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly("groups", "axis", "epsilon", "center", "scale");
    View in = perChannel(site, site.input(), arguments.wholeOr("axis", -1));
    int asked = arguments.wholeOr("groups", 32);
    int groups = asked == -1 ? in.shape().channels() : asked;
    double epsilon = arguments.number("epsilon", EPSILON);
    return normalized(site, new GroupNormalization(groups, epsilon), in);
  }

  /** A factor per channel, as keras.applications' ConvNeXt has it. */
  static View layerScale(Site site) throws IOException, UnsupportedLayerException {
    site.arguments().requireOnly("init_values", "projection_dim");
    View in = perChannel(site, site.input(), -1);
    int channels = in.shape().channels();
    Map<String, float[]> arrays = site.copied(Map.of("gamma", List.of(channels)));
    float[] gamma = gamma(arrays, channels);
    View out = site.add(new Scale(), in, Elementary.NONE);
    site.graph().weigh(site.name(), List.of(channels), gamma, new float[channels]);
    return out;
  }

  /** Each position's channels by the root of their sum of squares. */
  static View unit(Site site) throws UnsupportedLayerException {
    site.arguments().requireOnly("axis");
    View in = perChannel(site, site.input(), site.arguments().wholeOr("axis", -1));
    Layer squares = new Reduce(Reduce.Operation.SUM_OF_SQUARES, Set.of(Axis.CHANNELS));
    Activation least = new Clip(UNIT_EPSILON, Double.POSITIVE_INFINITY);
    View sum = site.add(site.part("squares"), squares, in, least);
    View root = site.add(site.part("root"), new Identity(), sum, new Power(-0.5));
    Elementwise product = new Elementwise(Elementwise.Operation.MULTIPLY);
    site.graph().add(site.name(), product, List.of(in.node(), root.node()));
    return in.of(site.name(), site.graph().shape(site.name()));
  }
}
