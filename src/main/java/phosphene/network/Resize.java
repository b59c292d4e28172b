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
   */
  public record Scaling(double factor) {
    // Sizes given as a number of pixels come back from their quotient with an error of rounding.
    private static final double ROUNDING = 1e-9;

    public Scaling {
      if (!(factor > 0 && Double.isFinite(factor))) {
        throw new IllegalArgumentException("Invalid factor: " + factor + " (must be more than 0)");
      }
    }

    /** The output's size for an input of {@code size}. */
    public int output(int size) {
      return (int) Math.floor(size * factor + ROUNDING);
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
