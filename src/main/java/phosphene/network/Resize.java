package phosphene.network;

import java.util.List;

/**
 * Every channel at another size, rows and columns each by themselves.
 *
 * @param rows along the height
 * @param columns along the width
 */
public record Resize(Scaling rows, Scaling columns, Interpolation interpolation) implements Layer {
  /** Both directions enlarged by a whole number, each pixel repeated. */
  public static Resize repeated(int rows, int columns) {
    return new Resize(new Scaling(rows), new Scaling(columns), Interpolation.REPEATED);
  }

  /**
   * How much larger an output is than its input.
   *
   * @param factor more than 0; below 1 it becomes smaller
   * @param section what {@link Interpolation.Grid#CROPPED} takes of the input
   */
  public record Scaling(double factor, Section section) {
    // Sizes given as a number of pixels come back from their quotient with an error of rounding.
    private static final double ROUNDING = 1e-9;
    // Factors are floats in files: half a unit in the last of 24 places.
    private static final double FLOAT = 0x1p-24;

    public Scaling(double factor) {
      this(factor, Section.ALL);
    }

    public Scaling {
      if (!(factor > 0 && Double.isFinite(factor))) {
        throw new IllegalArgumentException("Invalid factor: " + factor + " (must be more than 0)");
      }
    }

    /** The output's size for an input of {@code size}. */
    public int output(int size) {
      return (int) Math.floor(size * factor + ROUNDING);
    }

    /** The output's length before it is rounded to pixels; a factor is as exact as a float. */
    public double length(int size) {
      double length = size * factor;
      double whole = Math.rint(length);
      return Math.abs(length - whole) <= length * FLOAT ? whole : length;
    }
  }

  /**
   * A part of a line, from 0 in the middle of the first pixel to 1 in that of the last; it may lie
   * outside, or run backwards.
   */
  public record Section(double start, double end) {
    public static final Section ALL = new Section(0, 1);

    public Section {
      if (!(Double.isFinite(start) && Double.isFinite(end))) {
        throw new IllegalArgumentException(
            "Invalid section: " + start + " to " + end + " (must be finite numbers)");
      }
    }

    /** The place of a step of {@code steps} in a line of {@code size}; the middle if of none. */
    double place(int step, double steps, int size) {
      return steps == 0
          ? (start + end) / 2 * (size - 1)
          : (start * (steps - step) + end * step) * (size - 1) / steps; // its ends are exact
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    return new Shape(in.channels(), rows.output(in.height()), columns.output(in.width()));
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    return new Reach(
        interpolation.reach(rows, in.height()), interpolation.reach(columns, in.width()));
  }
}
