package phosphene.network;

/** Rows and columns of something: a window's size, its steps. */
public record Extent(int rows, int columns) {
  /** One row, one column. */
  public static final Extent ONE = new Extent(1, 1);

  /** As many rows as columns. */
  public static Extent square(int side) {
    return new Extent(side, side);
  }

  boolean atLeast(int least) {
    return rows >= least && columns >= least;
  }

  @Override
  public String toString() {
    return rows + "x" + columns;
  }
}
