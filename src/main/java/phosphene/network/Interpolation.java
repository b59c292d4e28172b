package phosphene.network;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a value between pixels is found, one direction at a time, as ONNX's operator Resize defines
 * it.
 *
 * @param method which pixels take part
 * @param grid where in the input a pixel of the output lies
 * @param ties which pixel is the nearest, for {@link Method#NEAREST}
 * @param cubic the coefficient a of {@link Method#CUBIC} (Keys, 1981), such as -0.75
 * @param beyond the value of pixels that {@link Grid#CROPPED} finds outside the input
 */
public record Interpolation(Method method, Grid grid, Ties ties, double cubic, double beyond) {
  public Interpolation(Method method, Grid grid, Ties ties, double cubic) {
    this(method, grid, ties, cubic, 0);
  }

  /** Which pixels take part. */
  public enum Method {
    NEAREST,
    /** The two neighbours, by their distance. */
    LINEAR,
    /** Four neighbours (Keys, "Cubic convolution interpolation", 1981). */
    CUBIC,
    /** As {@link #CUBIC}, of the neighbours that lie in the input; their weights' sum is 1. */
    CUBIC_INSIDE
  }

  /** Where in the input, x', the pixel x of the output lies. */
  public enum Grid {
    /** Pixels are areas: {@code x' = (x + 0.5) / factor - 0.5}. */
    HALF_PIXEL,
    /** As {@link #HALF_PIXEL}, but 0 where the output has one pixel only. */
    PYTORCH_HALF_PIXEL,
    /** {@code x' = (x + 0.5) / factor}. */
    TF_HALF_PIXEL,
    /** {@code x' = x / factor}. */
    ASYMMETRIC,
    /** First and last pixels lie on each other: {@code x' = x (n' - 1) / (n - 1)}. */
    ALIGN_CORNERS,
    /** As {@link #ALIGN_CORNERS}, with the output's length before it is rounded. */
    ALIGN_LENGTHS,
    /**
     * As {@link #ALIGN_LENGTHS}, with a section of the input instead of all of it; of an output of
     * length 1, the section's middle. What lies outside the input is {@link #beyond}.
     */
    CROPPED
  }

  /** Which pixel is nearest. */
  public enum Ties {
    /** The nearest, at one half the one before. */
    ROUND_PREFER_FLOOR,
    /** The nearest, at one half the one behind. */
    ROUND_PREFER_CEIL,
    /** The one before. */
    FLOOR,
    /** The one behind. */
    CEIL
  }

  /** Each pixel repeated, for factors that are whole numbers. */
  public static final Interpolation REPEATED =
      new Interpolation(Method.NEAREST, Grid.ASYMMETRIC, Ties.FLOOR, 0);

  /** Linear between the middles of pixels, as Keras and PyTorch do by default. */
  public static final Interpolation LINEAR =
      new Interpolation(Method.LINEAR, Grid.HALF_PIXEL, Ties.FLOOR, 0);

  /**
   * The pixels of a line of {@code size} that output pixel {@code at} is made of, and the weight of
   * each; a pixel beyond an end is the one at the end. None if the output pixel lies {@link
   * #beyond} the input.
   */
  public record Taps(int first, double[] weights) {
    /** The pixel of the i-th weight. */
    public int pixel(int i, int size) {
      return Math.max(0, Math.min(size - 1, first + i));
    }
  }

  /** What output pixel {@code at} is made of, for an input of {@code size} pixels. */
  public Taps taps(Resize.Scaling scaling, int size, int at) {
    double x = source(scaling, size, at);
    if (grid == Grid.CROPPED && (x < 0 || x > size - 1)) {
      return new Taps(0, new double[0]);
    }
    return switch (method) {
      case NEAREST -> new Taps(nearest(x), new double[] {1});
      case LINEAR -> linear(x);
      case CUBIC -> cubic(x);
      case CUBIC_INSIDE -> inside(cubic(x), size);
    };
  }

  private double source(Resize.Scaling scaling, int size, int at) {
    double middle = (at + 0.5) / scaling.factor() - 0.5;
    int outputs = scaling.output(size);
    return switch (grid) {
      case HALF_PIXEL -> middle;
      case PYTORCH_HALF_PIXEL -> outputs > 1 ? middle : 0;
      case TF_HALF_PIXEL -> (at + 0.5) / scaling.factor();
      case ASYMMETRIC -> at / scaling.factor();
      case ALIGN_CORNERS -> outputs > 1 ? at * (size - 1.0) / (outputs - 1) : 0;
      case ALIGN_LENGTHS -> outputs > 1 ? at * (size - 1.0) / (scaling.length(size) - 1) : 0;
      case CROPPED -> scaling.section().place(at, scaling.length(size) - 1, size);
    };
  }

  private int nearest(double x) {
    return (int)
        switch (ties) {
          case ROUND_PREFER_FLOOR -> Math.ceil(x - 0.5);
          case ROUND_PREFER_CEIL -> Math.floor(x + 0.5);
          case FLOOR -> Math.floor(x);
          case CEIL -> Math.ceil(x);
        };
  }

  private static Taps linear(double x) {
    double floor = Math.floor(x);
    return new Taps((int) floor, new double[] {1 - (x - floor), x - floor});
  }

  private Taps cubic(double x) {
    double floor = Math.floor(x);
    double[] weights = new double[4];
    for (int i = 0; i < 4; i++) {
      weights[i] = keys(Math.abs(x - (floor - 1 + i)));
    }
    return new Taps((int) floor - 1, weights);
  }

  private static Taps inside(Taps taps, int size) {
    double[] weights = taps.weights();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = taps.pixel(i, size) == taps.first() + i ? weights[i] : 0;
    }
    double sum = Arrays.stream(weights).sum();
    return new Taps(taps.first(), Arrays.stream(weights).map(weight -> weight / sum).toArray());
  }

  private double keys(double d) {
    if (d <= 1) {
      return ((cubic + 2) * d - (cubic + 3)) * d * d + 1;
    }
    return d < 2 ? ((cubic * d - 5 * cubic) * d + 8 * cubic) * d - 4 * cubic : 0;
  }

  /** The pixels that an output pixel is made of. */
  Reach.Span reach(Resize.Scaling scaling, int size) {
    return new Resized(this, scaling, size);
  }

  /** A line of {@code size} pixels at another size. */
  private record Resized(Interpolation how, Resize.Scaling scaling, int size)
      implements Reach.Span {
    @Override
    public int first(int output) {
      return pixels(output).min().orElse(0);
    }

    @Override
    public int last(int output) {
      return pixels(output).max().orElse(-1);
    }

    private IntStream pixels(int output) {
      Taps taps = how.taps(scaling, size, output);
      return IntStream.range(0, taps.weights().length)
          .filter(i -> taps.weights()[i] != 0)
          .map(i -> taps.pixel(i, size));
    }

    @Override
    public int extent() {
      return switch (how.method) {
        case NEAREST -> 1;
        case LINEAR -> 2;
        case CUBIC, CUBIC_INSIDE -> 4;
      };
    }

    @Override
    public int stride() {
      return aligned() ? size - 1 : size;
    }

    @Override
    public int up() {
      return scaling.output(size) - (aligned() ? 1 : 0);
    }

    private boolean aligned() {
      boolean corners = how.grid == Grid.ALIGN_CORNERS || how.grid == Grid.ALIGN_LENGTHS;
      return corners && size > 1 && scaling.output(size) > 1;
    }
  }
}
