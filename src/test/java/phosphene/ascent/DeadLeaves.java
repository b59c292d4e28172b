package phosphene.ascent;

import java.util.SplittableRandom;
import phosphene.image.pixel.Raster;
import phosphene.spec.Draws;

/**
 * Pictures of discs that hide each other, with the statistics of photos (Lee, Mumford and Huang,
 * Occlusion Models for Natural Images, 2001): the density of radii falls with their third power,
 * between {@link #LEAST} pixels and half of the picture's side; each disc has one color, normal
 * about mid gray with the covariance of ImageNet's colors, of which half is left of what is not
 * luminance.
 */
final class DeadLeaves {
  static final int SIDE = 512;
  private static final double LEAST = 2;
  private static final double MOST = SIDE / 2.0;
  // The root of the covariance (lucid, optvis/param/color.py).
  private static final double[][] ROOT = {
    {0.26, 0.09, 0.02}, {0.27, 0.00, -0.05}, {0.27, -0.09, 0.03}
  };
  private static final double CHROMA = 0.5;

  private final SplittableRandom random;
  private final Draws draws;

  DeadLeaves(long seed) {
    this.random = new SplittableRandom(seed);
    this.draws = new Draws(random);
  }

  /** One more picture: discs from the nearest to the farthest, until all is covered. */
  Raster next() {
    float[] planes = new float[3 * SIDE * SIDE];
    boolean[] covered = new boolean[SIDE * SIDE];
    int left = covered.length;
    while (left > 0) {
      double ratio = LEAST / MOST;
      double radius = LEAST / Math.sqrt(1 - random.nextDouble() * (1 - ratio * ratio));
      double x = draws.between(-MOST, SIDE + MOST);
      double y = draws.between(-MOST, SIDE + MOST);
      left -= draw(x, y, radius, color(), planes, covered);
    }
    return new Raster(SIDE, SIDE, planes);
  }

  private float[] color() {
    double[] normal = {draws.normal(), CHROMA * draws.normal(), CHROMA * draws.normal()};
    float[] color = new float[3];
    for (int i = 0; i < 3; i++) {
      double value = 0.5;
      for (int j = 0; j < 3; j++) {
        value += ROOT[i][j] * normal[j];
      }
      color[i] = (float) Math.max(0, Math.min(1, value));
    }
    return color;
  }

  private static int draw(
      double x, double y, double radius, float[] color, float[] planes, boolean[] covered) {
    int drawn = 0;
    for (int row = first(y, radius); row <= last(y, radius); row++) {
      double reach = Math.sqrt(Math.max(0, radius * radius - (row - y) * (row - y)));
      for (int column = first(x, reach); column <= last(x, reach); column++) {
        int at = row * SIDE + column;
        if (!covered[at]) {
          covered[at] = true;
          drawn++;
          for (int plane = 0; plane < 3; plane++) {
            planes[plane * SIDE * SIDE + at] = color[plane];
          }
        }
      }
    }
    return drawn;
  }

  private static int first(double center, double reach) {
    return (int) Math.max(0, Math.ceil(center - reach));
  }

  private static int last(double center, double reach) {
    return (int) Math.min(SIDE - 1, Math.floor(center + reach));
  }
}
