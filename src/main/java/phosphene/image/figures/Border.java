package phosphene.image.figures;

/**
 * How much rougher the outermost pixels are than the inside: the mean absolute difference of
 * neighbors along the outermost row or column, divided by that of neighbors, side by side and one
 * above the other, that lie at least an eighth of the smaller side inside. A dashed border is far
 * above 1; photos have 0.8 (their middle has more detail).
 */
final class Border {
  private static final int INSIDE = 8;
  // A thousandth of a level: an inside that is flat divides by no less.
  private static final double LEAST = 1e-3;

  private final LumaPlane luma;
  private double sum;
  private int count;

  private Border(LumaPlane luma) {
    this.luma = luma;
  }

  static double roughness(LumaPlane luma) {
    int right = luma.width() - 1;
    int bottom = luma.height() - 1;
    Border ring = new Border(luma);
    ring.across(0, right, 0, 0);
    ring.across(0, right, bottom, bottom);
    ring.down(0, 0, 0, bottom);
    ring.down(right, right, 0, bottom);
    int margin = Math.max(1, Math.min(luma.width(), luma.height()) / INSIDE);
    Border inside = new Border(luma);
    inside.across(margin, right - margin, margin, bottom - margin);
    inside.down(margin, right - margin, margin, bottom - margin);
    return ring.mean() / Math.max(LEAST, inside.mean());
  }

  private double mean() {
    return count == 0 ? 0 : sum / count;
  }

  private void across(int left, int right, int top, int bottom) {
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += Math.abs(luma.at(x + 1, y) - luma.at(x, y));
        count++;
      }
    }
  }

  private void down(int left, int right, int top, int bottom) {
    for (int y = top; y < bottom; y++) {
      for (int x = left; x <= right; x++) {
        sum += Math.abs(luma.at(x, y + 1) - luma.at(x, y));
        count++;
      }
    }
  }
}
