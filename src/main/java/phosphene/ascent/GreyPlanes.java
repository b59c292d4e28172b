package phosphene.ascent;

import java.util.List;
import java.util.Optional;
import phosphene.network.Preprocessing;

/**
 * Three color planes as a network sees them that sees their grey only.
 *
 * @param shares what red, green and blue give to the grey, together 1
 */
record GreyPlanes(List<Double> shares) {

  /** Those of a network; empty if it sees colors. */
  static Optional<GreyPlanes> of(Preprocessing preprocessing) {
    return preprocessing.isGrey()
        ? Optional.of(new GreyPlanes(preprocessing.shares(0)))
        : Optional.empty();
  }

  /** Turns colors into their grey, in place. */
  void turn(float[] colors) {
    int area = colors.length / ColorTransform.COLORS;
    for (int i = 0; i < area; i++) {
      double grey =
          shares.get(0) * colors[i]
              + shares.get(1) * colors[area + i]
              + shares.get(2) * colors[2 * area + i];
      fill(colors, i, (float) grey);
    }
  }

  /** Gives all three colors of a pixel the sum of their gradients, in place. */
  void level(float[] gradient) {
    int area = gradient.length / ColorTransform.COLORS;
    for (int i = 0; i < area; i++) {
      fill(gradient, i, gradient[i] + gradient[area + i] + gradient[2 * area + i]);
    }
  }

  private static void fill(float[] planes, int pixel, float value) {
    int area = planes.length / ColorTransform.COLORS;
    for (int color = 0; color < ColorTransform.COLORS; color++) {
      planes[color * area + pixel] = value;
    }
  }
}
