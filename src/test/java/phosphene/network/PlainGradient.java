package phosphene.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.PlainForward.Values;

/**
 * The gradient of a network at an image by central differences of {@link PlainForward}: of a small
 * one by every input value, of a large one along a few directions.
 */
public final class PlainGradient {
  // In double precision a step of 1e-6 leaves an error of 1e-9 or so, and seldom crosses a kink.
  private static final double STEP = 1e-6;

  // All values move at once, and a large network has a kink for each of a million values.
  private static final double SHORT = 1e-8;

  private final PlainForward network;
  private final Tensor image;

  /** At an image of the usual size. */
  public PlainGradient(Network network, long seed) {
    this(network, network.architecture().input(), seed);
  }

  /** At an image of values in 0..1, drawn by {@code seed}. */
  public PlainGradient(Network network, Shape input, long seed) {
    this.network = new PlainForward(network);
    SplittableRandom random = new SplittableRandom(seed);
    float[] drawn = LayerCase.values(random, input.size(), 0, 1); // as the engine has them
    double[] values = new double[drawn.length];
    Arrays.setAll(values, i -> drawn[i]);
    this.image = new Tensor(input, values);
  }

  /** The image in channel, row, column order. */
  public float[] image() {
    float[] pixels = new float[image.values().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) image.values()[i];
    }
    return pixels;
  }

  public Values values() {
    return network.values(image);
  }

  /**
   * The gradients of some functions of all values, by the functions' names, in the order of {@link
   * #image}.
   */
  public Map<String, double[]> gradients(Map<String, Function<Values, Double>> functions) {
    Map<String, double[]> gradients = new LinkedHashMap<>();
    functions.keySet().forEach(name -> gradients.put(name, new double[image.values().length]));
    for (int i = 0; i < image.values().length; i++) {
      Values above = moved(i, STEP);
      Values below = moved(i, -STEP);
      for (Map.Entry<String, Function<Values, Double>> function : functions.entrySet()) {
        double change = function.getValue().apply(above) - function.getValue().apply(below);
        PlainForward.named(gradients, function.getKey())[i] = change / (2 * STEP);
      }
    }
    return gradients;
  }

  /** How fast a function of all values grows along a direction, of the size of the image. */
  public double slope(Function<Values, Double> function, float[] direction) {
    double change =
        function.apply(moved(direction, SHORT)) - function.apply(moved(direction, -SHORT));
    return change / (2 * SHORT);
  }

  private Values moved(float[] direction, double step) {
    Tensor moved = new Tensor(image.shape(), image.values().clone());
    Arrays.setAll(moved.values(), i -> image.values()[i] + step * direction[i]);
    return network.values(moved);
  }

  private Values moved(int place, double step) {
    Tensor moved = new Tensor(image.shape(), image.values().clone());
    moved.values()[place] += step;
    return network.values(moved);
  }
}
