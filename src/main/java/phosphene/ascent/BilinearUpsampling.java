package phosphene.ascent;

/**
 * Bilinear enlargement of planes; the outer edges of both sizes are laid on each other, as area
 * averaging does the other way.
 */
record BilinearUpsampling(int width, int height, int toWidth, int toHeight) {

  /** Adds the planes at their larger size to {@code sum}. */
  void add(float[] planes, float[] sum) {
    Axis across = Axis.of(width, toWidth);
    Axis down = Axis.of(height, toHeight);
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      for (int y = 0; y < toHeight; y++) {
        int top = (plane * height + down.near[y]) * width;
        int bottom = (plane * height + down.far[y]) * width;
        float low = down.part[y];
        int to = (plane * toHeight + y) * toWidth;
        for (int x = 0; x < toWidth; x++) {
          int left = across.near[x];
          int right = across.far[x];
          float part = across.part[x];
          float above = planes[top + left] + part * (planes[top + right] - planes[top + left]);
          float below =
              planes[bottom + left] + part * (planes[bottom + right] - planes[bottom + left]);
          sum[to + x] += above + low * (below - above);
        }
      }
    }
  }

  /** For each new pixel the two old ones that it lies between, and how near it is to the second. */
  private record Axis(int[] near, int[] far, float[] part) {
    static Axis of(int from, int to) {
      Axis axis = new Axis(new int[to], new int[to], new float[to]);
      for (int i = 0; i < to; i++) {
        double at = Math.max(0, Math.min(from - 1, (i + 0.5) * from / to - 0.5));
        axis.near[i] = (int) at;
        axis.far[i] = Math.min(from - 1, axis.near[i] + 1);
        axis.part[i] = (float) (at - axis.near[i]);
      }
      return axis;
    }
  }
}
