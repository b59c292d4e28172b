package phosphene.network;

/** Rows and columns beside a map, each 0 or more. */
public record Padding(int top, int bottom, int left, int right) {
  /** None. */
  public static final Padding NONE = new Padding(0, 0, 0, 0);

  public Padding {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "Invalid padding: " + top + " " + bottom + " " + left + " " + right);
    }
  }

  /** The same number of rows above and below, and of columns left and right. */
  public static Padding of(int rows, int columns) {
    return new Padding(rows, rows, columns, columns);
  }

  /** True if there is as much on one side as on the other. */
  public boolean symmetric() {
    return top == bottom && left == right;
  }
}
