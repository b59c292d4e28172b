package phosphene.ascent;

import java.util.Arrays;

/**
 * Keeps square planes from burning out where a flight stands still: their level over every wide
 * area is held near zero, which is mid gray, and what is much louder than the plane as a whole is
 * lowered. Elsewhere planes stay as they are. Instances hold scratch arrays and serve one thread.
 */
final class Exposure {
  // Of an image's size: wider than things, narrower than the image.
  private static final double WIDE = 0.1;
  // At 1.5 the mean of an area stays within 0.3..0.7 of white.
  private static final double MOST = 1.5;
  // Of an image's size: about a thing.
  private static final double NEAR = 0.05;
  // Times the plane's own deviation: from once of it on, more and more is taken.
  private static final double LOUD = 2;

  private final int area;
  private final Blur wide;
  private final Blur near;
  private final float[] level;
  private final float[] energy;

  /** Of images of {@code size x size}. */
  Exposure(int size) {
    this.area = size * size;
    this.wide = new Blur(WIDE * size, size, size);
    this.near = new Blur(NEAR * size, size, size);
    this.level = new float[ColorTransform.COLORS * area];
    this.energy = new float[level.length];
  }

  /** Brings three planes back, in place. */
  void limit(float[] planes) {
    System.arraycopy(planes, 0, level, 0, level.length);
    wide.smooth(level);
    for (int i = 0; i < planes.length; i++) {
      float detail = planes[i] - level[i];
      energy[i] = detail * detail;
    }
    double[] own = new double[ColorTransform.COLORS];
    Arrays.setAll(own, this::mean);
    near.smooth(energy);
    for (int i = 0; i < planes.length; i++) {
      double detail = (planes[i] - level[i]) * factor(energy[i], own[i / area]);
      planes[i] = (float) (bent(level[i]) + detail);
    }
  }

  private double mean(int plane) {
    double sum = 0;
    for (int i = plane * area; i < (plane + 1) * area; i++) {
      sum += energy[i];
    }
    return sum / area;
  }

  /** As it is near zero, and never beyond the most. */
  private static double bent(float level) {
    double part = level / MOST;
    return level / Math.sqrt(1 + part * part);
  }

  /** What is left of details of an energy beside the plane's own: all, up to that. */
  private static double factor(double energy, double own) {
    return energy <= own
        ? 1
        : Math.sqrt((1 + 1 / (LOUD * LOUD)) / (1 + energy / (LOUD * LOUD * own)));
  }
}
