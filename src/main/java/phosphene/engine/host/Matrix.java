package phosphene.engine.host;

/**
 * A matrix within an array.
 *
 * @param start of its first value
 * @param row how far the next row is
 * @param column how far the next column is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Matrix(float[] values, int start, int rows, int columns, int row, int column) {
  /** Columns side by side. */
  static Matrix of(float[] values, int start, int rows, int columns, int row) {
    return new Matrix(values, start, rows, columns, row, 1);
  }

  Matrix turned() {
    return new Matrix(
        values,
        start,
        /* rows= */ columns,
        /* columns= */ rows,
        /* row= */ column,
        /* column= */ row);
  }

  /** The same values with columns side by side. */
  private Matrix packed() {
    float[] packed = new float[rows * columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        packed[y * columns + x] = values[start + y * row + x * column];
      }
    }
    return of(packed, 0, rows, columns, columns);
  }

  /**
   * Adds {@code scale} times this matrix times another one to {@code product}, whose columns lie
   * side by side. Sums go in the order of this matrix's columns.
   */
  void multiply(Matrix other, float scale, Matrix product) {
    Matrix right = other.column == 1 ? other : other.packed();
    float[] to = product.values;
    float[] from = right.values;
    for (int y = 0; y < rows; y++) {
      int target = product.start + y * product.row;
      for (int k = 0; k < columns; k++) {
        float factor = scale * values[start + y * row + k * column];
        int source = right.start + k * right.row;
        for (int x = 0; x < right.columns; x++) {
          to[target + x] += factor * from[source + x];
        }
      }
    }
  }
}
