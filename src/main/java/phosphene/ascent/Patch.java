package phosphene.ascent;

/**
 * A rectangle of a rolled picture, by the rows and columns of the picture that it sees.
 *
 * @param stride pixels of a row of the picture
 * @param area pixels of a plane of the picture
 * @param ownedRows of the first rows, those whose slope this patch decides
 * @param ownedColumns of the first columns, the same
 */
record Patch(int[] rows, int[] columns, int stride, int area, int ownedRows, int ownedColumns) {
  /** The patch in a row and a column of the cuts, when the picture is rolled right and down. */
  static Patch of(Cuts down, int row, int rollDown, Cuts across, int column, int rollRight) {
    return new Patch(
        down.pixels(row, rollDown),
        across.pixels(column, rollRight),
        across.side(),
        down.side() * across.side(),
        down.owned(row),
        across.owned(column));
  }

  /** Fills {@code pixels}, three planes of the patch's size, from the planes of the picture. */
  void read(float[] picture, float[] pixels) {
    int to = 0;
    for (int plane = 0; plane < Palette.COLOURS; plane++) {
      for (int row : rows) {
        int from = plane * area + row * stride;
        for (int column : columns) {
          pixels[to++] = picture[from + column];
        }
      }
    }
  }

  /** Adds the slope by the patch's own pixels to the slope by picture: the adjoint. */
  void add(float[] slope, float[] gradient) {
    for (int plane = 0; plane < Palette.COLOURS; plane++) {
      for (int y = 0; y < ownedRows; y++) {
        int from = (plane * rows.length + y) * columns.length;
        int to = plane * area + rows[y] * stride;
        for (int x = 0; x < ownedColumns; x++) {
          gradient[to + columns[x]] += slope[from + x];
        }
      }
    }
  }
}
