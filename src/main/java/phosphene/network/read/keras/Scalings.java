package phosphene.network.read.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Layers that say how pixels become a network's input. */
final class Scalings {
  private static final double LEAST_DEVIATION = 1e-7; // Keras's backend.epsilon()

  private Scalings() {}

  static Optional<Affine> rescaling(Site site) throws UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly("scale", "offset");
    View in = site.input();
    List<Double> scale = arguments.numbers("scale");
    List<Double> offset = arguments.numbers("offset");
    return Optional.of(
        new Affine(
            perChannel("scale", scale.isEmpty() ? List.of(1.0) : scale, in),
            perChannel("offset", offset.isEmpty() ? List.of(0.0) : offset, in)));
  }

  /** One value for each channel: all the same, or one each along the last axis. */
  private static List<Double> perChannel(String what, List<Double> values, View in)
      throws UnsupportedLayerException {
    int channels = in.shape().channels();
    if (values.size() == 1) {
      return Collections.nCopies(channels, values.get(0));
    }
    if (values.size() != channels || !in.channels(in.rank() - 1)) {
      throw new UnsupportedLayerException(
          "has " + what + " " + values + " (must be one, or one for each of the channels)");
    }
    return values;
  }

  /** (x - mean) by the standard deviation, or the other way round. */
  static Optional<Affine> normalization(Site site) throws IOException, UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly("axis", "mean", "variance", "invert");
    View in = site.input();
    boolean one = !arguments.has("axis") || arguments.wholes("axis", List.of()).isEmpty();
    int axis = one ? in.rank() - 1 : in.axis(arguments.wholeOr("axis", -1));
    if (!one && !in.channels(axis)) {
      throw new UnsupportedLayerException(
          "has axis " + arguments.get("axis") + " (supported: the axis of the channels)");
    }
    int channels = in.shape().channels();
    List<Double> mean = arguments.numbers("mean");
    List<Double> variance = arguments.numbers("variance");
    if (mean.isEmpty() || variance.isEmpty()) {
      List<Integer> shape = one ? List.of() : List.of(channels);
      Map<String, List<Integer>> wanted = new LinkedHashMap<>();
      wanted.put("mean", shape);
      wanted.put("variance", shape);
      wanted.put(Site.COUNT, List.of());
      Map<String, float[]> arrays = site.copied(wanted);
      mean = doubles(arrays.getOrDefault("mean", new float[0]));
      variance = doubles(arrays.getOrDefault("variance", new float[0]));
    }
    return Optional.of(
        affine(spread(mean, channels), spread(variance, channels), arguments.asked("invert")));
  }

  private static List<Double> spread(List<Double> values, int channels)
      throws UnsupportedLayerException {
    if (values.size() != 1 && values.size() != channels) {
      throw new UnsupportedLayerException(
          "has " + values.size() + " means or variances for " + channels + " channels");
    }
    return values.size() == 1 ? Collections.nCopies(channels, values.get(0)) : values;
  }

  private static Affine affine(List<Double> mean, List<Double> variance, boolean invert) {
    List<Double> factor = new ArrayList<>();
    List<Double> offset = new ArrayList<>();
    for (int c = 0; c < mean.size(); c++) {
      double deviation = Math.max(Math.sqrt(variance.get(c)), LEAST_DEVIATION);
      factor.add(invert ? deviation : 1 / deviation);
      offset.add(invert ? mean.get(c) : -mean.get(c) / deviation);
    }
    return new Affine(factor, offset);
  }

  private static List<Double> doubles(float[] values) {
    List<Double> doubles = new ArrayList<>();
    for (float value : values) {
      doubles.add((double) value);
    }
    return doubles;
  }
}
