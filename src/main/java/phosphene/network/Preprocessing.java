package phosphene.network;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import phosphene.spec.Normalization;

/**
 * How pixels become a network's input: {@code input[c] = 255 * scale[c] * color[order[c]] -
 * mean[c]} with colors in 0..1.
 *
 * @param order for each input channel the index of the color it takes (0 red, 1 green, 2 blue, 3
 *     the {@link #GREY} of all three)
 * @param scale factor on the 0..255 range per input channel: 1 for Caffe-style networks, 1/255 for
 *     0..1 input
 * @param mean subtracted per input channel, in the network's own order
 */
public record Preprocessing(List<Integer> order, List<Double> scale, List<Double> mean)
    implements Serializable {
  /** Red, green and blue. */
  public static final int COLORS = 3;

  /** The index of the luma, as a color: what a network with one channel sees of a picture. */
  public static final int GREY = COLORS;

  /** What red, green and blue give to the luma (ITU-R BT.601, as JPEG and Pillow have it). */
  private static final List<Double> LUMA = List.of(0.299, 0.587, 0.114);

  public Preprocessing {
    order = List.copyOf(order);
    scale = List.copyOf(scale);
    mean = List.copyOf(mean);
    if (order.size() != mean.size() || order.size() != scale.size() || order.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid preprocessing: %s, scale %s, mean %s (must have one of each per channel)",
              order,
              scale,
              mean));
    }
    if (order.stream().anyMatch(color -> color < 0 || color > GREY)) {
      throw new IllegalArgumentException("Invalid order: " + order + " (must be 0 to 3)");
    }
  }

  /** The same factor for all channels. */
  public Preprocessing(List<Integer> order, double scale, List<Double> mean) {
    this(order, Collections.nCopies(order.size(), scale), mean);
  }

  /**
   * What a job says of the pixels of a network with one channel, grey, or three.
   *
   * @throws phosphene.spec.SpecException if a network with so many channels does not have that
   */
  public static Preprocessing of(Normalization asked, int channels) {
    return AskedPreprocessing.of(asked, channels);
  }

  /** What a network with so many channels takes of which nothing is known: 0..1. */
  public static Preprocessing standard(int channels) {
    return channels == 1 ? grey() : unit();
  }

  /** This in one line; equal only to itself. */
  public String text() {
    boolean same = scale.stream().distinct().count() == 1;
    return "order " + order + " scale " + (same ? scale.get(0) : scale) + " mean " + mean;
  }

  /** Blue, green, red in 0..255, less the mean of each. */
  public static Preprocessing bgr(double blue, double green, double red) {
    return new Preprocessing(List.of(2, 1, 0), 1, List.of(blue, green, red));
  }

  /** Red, green, blue in 0..1. */
  public static Preprocessing unit() {
    return new Preprocessing(List.of(0, 1, 2), 1 / 255.0, List.of(0.0, 0.0, 0.0));
  }

  /** The luma in 0..1. */
  public static Preprocessing grey() {
    return new Preprocessing(List.of(GREY), 1 / 255.0, List.of(0.0));
  }

  /** Red, green, blue in 0..1, less a mean and by a standard deviation of each (PyTorch). */
  public static Preprocessing normalized(List<Double> mean, List<Double> deviation) {
    return unit().standardized(mean, deviation);
  }

  /** This, followed by the subtraction of a mean and the division by a deviation per channel. */
  Preprocessing standardized(List<Double> less, List<Double> deviation) {
    return then(deviation.stream().map(d -> 1 / d).toList(), quotients(less, deviation));
  }

  private static List<Double> quotients(List<Double> mean, List<Double> deviation) {
    return IntStream.range(0, mean.size()).mapToObj(c -> mean.get(c) / deviation.get(c)).toList();
  }

  /** Red, green, blue as torchvision's networks of ImageNet take them. */
  public static Preprocessing torch() {
    return normalized(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
  }

  /**
   * This, followed by a factor and a subtraction per channel: {@code factor[c] * input[c] -
   * less[c]}.
   */
  public Preprocessing then(List<Double> factor, List<Double> less) {
    return new Preprocessing(
        order,
        IntStream.range(0, order.size()).mapToObj(c -> scale.get(c) * factor.get(c)).toList(),
        IntStream.range(0, order.size())
            .mapToObj(c -> mean.get(c) * factor.get(c) + less.get(c))
            .toList());
  }

  /** True if the network sees no colors. */
  public boolean isGrey() {
    return order.stream().allMatch(color -> color == GREY);
  }

  /** What red, green and blue give to an input channel, before its factor. */
  public List<Double> shares(int channel) {
    int color = order.get(channel);
    return color == GREY
        ? LUMA
        : IntStream.range(0, COLORS).mapToObj(c -> c == color ? 1.0 : 0.0).toList();
  }

  /** Adds a weight of an input channel to the colors that it takes, by their shares. */
  void spread(int channel, double weight, double[] colors) {
    List<Double> shares = shares(channel);
    for (int c = 0; c < COLORS; c++) {
      colors[c] += weight * shares.get(c);
    }
  }
}
