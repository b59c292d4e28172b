package phosphene.network.read.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import phosphene.network.Identity;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.Elu;
import phosphene.network.activation.LeakyRelu;
import phosphene.network.activation.PRelu;
import phosphene.network.activation.ThresholdedRelu;

/** Nonlinearities that are layers with arguments. */
final class Functions {
  private static final double LEAK = 0.3; // LeakyReLU's default in Keras 2 and 3

  private Functions() {}

  static Activation relu(Arguments arguments) throws UnsupportedLayerException {
    arguments.requireOnly("max_value", "negative_slope", "threshold");
    double slope = arguments.number("negative_slope", 0);
    double threshold = arguments.number("threshold", 0);
    boolean capped = arguments.has("max_value");
    double max = arguments.number("max_value", 0);
    if (slope == 0 && threshold == 0) {
      return capped ? new Clip(0, max) : Elementary.RELU;
    }
    if (capped || (slope != 0 && threshold != 0)) {
      throw new UnsupportedLayerException(
          "has negative_slope "
              + slope
              + ", threshold "
              + threshold
              + (capped ? " and max_value " + max : "")
              + " (supported: one of them)");
    }
    return slope == 0 ? new ThresholdedRelu(threshold) : new LeakyRelu(slope);
  }

  static Activation leaky(Arguments arguments) throws UnsupportedLayerException {
    arguments.requireOnly("alpha", "negative_slope");
    String key = arguments.has("alpha") ? "alpha" : "negative_slope";
    return new LeakyRelu(arguments.number(key, LEAK));
  }

  static Activation elu(Arguments arguments) throws UnsupportedLayerException {
    arguments.requireOnly("alpha");
    return new Elu(arguments.number("alpha", 1));
  }

  static Activation thresholded(Arguments arguments) throws UnsupportedLayerException {
    arguments.requireOnly("theta");
    return new ThresholdedRelu(arguments.number("theta", 1));
  }

  /** Its slopes have the extent 1 along the axes that share them. */
  static View parametric(Site site) throws IOException, UnsupportedLayerException {
    site.arguments().requireOnly("shared_axes");
    View in = site.input();
    List<Integer> extents = in.extents();
    List<Integer> shared = new ArrayList<>();
    for (int axis : site.arguments().wholes("shared_axes", List.of())) {
      shared.add(in.axis(axis));
    }
    List<Integer> shape =
        IntStream.range(0, extents.size())
            .mapToObj(axis -> shared.contains(axis) ? 1 : extents.get(axis))
            .toList();
    float[] alpha = site.copied(Map.of("alpha", shape)).getOrDefault("alpha", new float[0]);
    return site.add(new Identity(), in, new PRelu(slopes(in, shape, alpha)));
  }

  /** A slope per channel where positions share them, else one per value by row, column, channel. */
  private static float[] slopes(View in, List<Integer> shape, float[] alpha) {
    int channels = in.shape().channels();
    int[] order = in.order();
    float[] whole = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      int place = order[i];
      int position = place % in.shape().area();
      whole[position * channels + place / in.shape().area()] =
          alpha[shared(i, in.extents(), shape)];
    }
    boolean perChannel =
        IntStream.range(0, whole.length).allMatch(i -> whole[i] == whole[i % channels]);
    return perChannel ? Arrays.copyOf(whole, channels) : whole;
  }

  /** Where in an array of {@code shape} the value lies that the i-th of {@code extents} shares. */
  private static int shared(int i, List<Integer> extents, List<Integer> shape) {
    int at = 0;
    int stride = 1;
    int rest = i;
    for (int axis = extents.size() - 1; axis >= 0; axis--) {
      at += shape.get(axis) == 1 ? 0 : rest % extents.get(axis) * stride;
      rest /= extents.get(axis);
      stride *= shape.get(axis);
    }
    return at;
  }
}
