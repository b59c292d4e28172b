package phosphene.ascent;

/**
 * A rectangle of a rolled picture, by the rows and columns of the picture that it sees.
 *
 * @param stride pixels of a row of the picture
 * @param area pixels of a plane of the picture
 * @param ownRows of the patch, those whose slope it decides
 * @param ownColumns of the patch, the same
 */
record Patch(
    int[] rows, int[] columns, int stride, int area, Side.Range ownRows, Side.Range ownColumns) {

  /** The patch in a row and a column of the cuts, when the picture is rolled right and down. */
  static Patch of(Side down, int row, int rollDown, Side across, int column, int rollRight) {
    return new Patch(
        down.pixels(row, rollDown),
        across.pixels(column, rollRight),
        across.cuts().side(),
        down.cuts().side() * across.cuts().side(),
        down.own(row),
        across.own(column));
  }

  /** Fills {@code pixels}, three planes of the patch's size, from the planes of the picture. */
  void read(float[] picture, float[] pixels) {
    int to = 0;
    for (int plane = 0; plane < ColorTransform.COLOURS; plane++) {
      for (int row : rows) {
        int from = plane * area + row * stride;
        for (int column : columns) {
          pixels[to++] = picture[from + column];
        }
      }
    }
  }

  /** Adds the slope by the patch's own pixels to the slope by picture. */
  void add(float[] slope, float[] gradient) {
    for (int plane = 0; plane < ColorTransform.COLOURS; plane++) {
      for (int y = ownRows.first(); y < ownRows.end(); y++) {
        int from = (plane * rows.length + y) * columns.length;
        int to = plane * area + rows[y] * stride;
        for (int x = ownColumns.first(); x < ownColumns.end(); x++) {
          gradient[to + columns[x]] += slope[from + x];
        }
      }
    }
  }

  /** The sum of |slope| over the patch's own pixels. */
  double magnitude(float[] slope) {
    double sum = 0;
    for (int plane = 0; plane < ColorTransform.COLOURS; plane++) {
      for (int y = ownRows.first(); y < ownRows.end(); y++) {
        int from = (plane * rows.length + y) * columns.length;
        for (int x = ownColumns.first(); x < ownColumns.end(); x++) {
          sum += Math.abs(slope[from + x]);
        }
      }
    }
    return sum;
  }
}
