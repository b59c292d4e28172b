package phosphene.spec;

import java.util.List;
import java.util.Locale;

/** How a network wants its pixels, as a job says it. */
public sealed interface Normalization {

  /** What has a name; the names are those that users of Keras and PyTorch know. */
  enum Named implements Normalization {
    /** Red, green, blue in 0..1. */
    UNIT,
    /** Red, green, blue in -1..1 (Keras calls it {@code tf}). */
    SIGNED,
    /** Blue, green, red in 0..255, less 103.939, 116.779 and 123.68, the means of ImageNet. */
    CAFFE,
    /**
     * Red, green, blue in 0..1, less 0.485, 0.456 and 0.406, by 0.229, 0.224 and 0.225: the means
     * and deviations of ImageNet in torchvision.
     */
    TORCH
  }

  /**
   * Pixels in 0..{@code range}, less a mean, by a standard deviation: of each channel of the
   * network, in its own order.
   *
   * @param range more than 0, such as 1 or 255
   */
  record Stated(PerChannel mean, PerChannel std, double range, Order order)
      implements Normalization {
    private static final String KEY = "preprocessing";

    public Stated {
      Require.positive(KEY + ".range", range);
      for (double deviation : std.values()) {
        Require.positive(KEY + ".std", deviation);
      }
    }
  }

  /** Which color the first channel of the network takes. */
  enum Order {
    RGB,
    BGR
  }

  /**
   * A number for each channel.
   *
   * @param form with {@link Form#SAME} there is one value
   */
  record PerChannel(Form form, List<Double> values) {
    /** Whether one number stands for all channels. */
    public enum Form {
      SAME,
      EACH
    }

    public PerChannel {
      values = List.copyOf(values);
    }

    /** The same number for all channels. */
    public static PerChannel of(double value) {
      return new PerChannel(Form.SAME, List.of(value));
    }

    /** A number for each channel. */
    public static PerChannel of(List<Double> values) {
      return new PerChannel(Form.EACH, values);
    }

    /**
     * The numbers of a network with so many channels.
     *
     * @param key in messages
     * @throws SpecException if there are more or fewer
     */
    public List<Double> values(String key, int channels) {
      if (form == Form.SAME) {
        return java.util.Collections.nCopies(channels, values.get(0));
      }
      if (values.size() != channels) {
        throw Require.invalid(
            key,
            Plural.of(values.size(), "number"),
            String.format(
                Locale.ROOT,
                "one number, or a list of %d: the network takes %s",
                channels,
                Plural.of(channels, "channel")));
      }
      return values;
    }
  }

  /** As messages name it. */
  default String text() {
    return this instanceof Named named ? Scalars.name(named) : "a mapping";
  }
}
