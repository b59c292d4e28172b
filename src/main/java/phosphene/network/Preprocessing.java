package phosphene.network;

import java.util.List;
import java.util.Locale;
import phosphene.spec.PixelScale;

/**
 * How pixels become a network's input: {@code input[c] = 255 * scale * rgb[order[c]] - mean[c]}
 * with rgb in 0..1.
 *
 * @param order for each input channel the index of the color it takes (0 red, 1 green, 2 blue)
 * @param scale factor on the 0..255 range: 1 for Caffe-style networks, 1/255 for 0..1 input
 * @param mean subtracted per input channel, in the network's own order
 */
public record Preprocessing(List<Integer> order, double scale, List<Double> mean) {
  /** Red, green and blue. */
  public static final int COLORS = 3;

  public Preprocessing {
    order = List.copyOf(order);
    mean = List.copyOf(mean);
    if (order.size() != mean.size() || order.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid preprocessing: %s, mean %s (must have one mean per channel)",
              order,
              mean));
    }
  }

  /** What a job says of a model's pixels. */
  public static Preprocessing of(PixelScale scale) {
    return switch (scale) {
      case UNIT -> unit();
      case SIGNED -> new Preprocessing(List.of(0, 1, 2), 2 / 255.0, List.of(1.0, 1.0, 1.0));
      case CAFFE -> bgr(103.939, 116.779, 123.68);
    };
  }

  /** This in one line; equal only to itself. */
  public String text() {
    return "order " + order + " scale " + scale + " mean " + mean;
  }

  /** Blue, green, red in 0..255, less the mean of each. */
  public static Preprocessing bgr(double blue, double green, double red) {
    return new Preprocessing(List.of(2, 1, 0), 1, List.of(blue, green, red));
  }

  /** Red, green, blue in 0..1. */
  public static Preprocessing unit() {
    return new Preprocessing(List.of(0, 1, 2), 1 / 255.0, List.of(0.0, 0.0, 0.0));
  }
}
