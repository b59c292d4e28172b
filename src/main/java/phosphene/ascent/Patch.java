package phosphene.ascent;

/**
 * A rectangle of a rolled image, by the rows and columns of the image that it sees.
 *
 * @param stride pixels of a row of the image
 * @param area pixels of a plane of the image
 * @param ownRows of the patch, those whose gradient it decides
 * @param ownColumns of the patch, the same
 */
record Patch(
    int[] rows, int[] columns, int stride, int area, Side.Range ownRows, Side.Range ownColumns) {

  /** The patch in a row and a column of the cuts, when the image is rolled right and down. */
  static Patch of(Side down, int row, int rollDown, Side across, int column, int rollRight) {
    return new Patch(
        down.pixels(row, rollDown),
        across.pixels(column, rollRight),
        across.cuts().side(),
        down.cuts().side() * across.cuts().side(),
        down.own(row),
        across.own(column));
  }

  /** Fills {@code pixels}, three planes of the patch's size, from the planes of the image. */
  void read(float[] image, float[] pixels) {
    int to = 0;
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      for (int row : rows) {
        int from = plane * area + row * stride;
        for (int column : columns) {
          pixels[to++] = image[from + column];
        }
      }
    }
  }

  /** Adds the gradient by the patch's own pixels to the gradient by image. */
  void add(float[] patchGradient, float[] gradient) {
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      for (int y = ownRows.first(); y < ownRows.end(); y++) {
        int from = (plane * rows.length + y) * columns.length;
        int to = plane * area + rows[y] * stride;
        for (int x = ownColumns.first(); x < ownColumns.end(); x++) {
          gradient[to + columns[x]] += patchGradient[from + x];
        }
      }
    }
  }

  /** The sum of |gradient| over the patch's own pixels. */
  double magnitude(float[] patchGradient) {
    double sum = 0;
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      for (int y = ownRows.first(); y < ownRows.end(); y++) {
        int from = (plane * rows.length + y) * columns.length;
        for (int x = ownColumns.first(); x < ownColumns.end(); x++) {
          sum += Math.abs(patchGradient[from + x]);
        }
      }
    }
    return sum;
  }
}
