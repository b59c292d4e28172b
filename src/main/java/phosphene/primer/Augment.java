package phosphene.primer;

import java.util.Arrays;
import phosphene.image.pixel.Raster;
import phosphene.spec.Draws;

/**
 * What happens to an image before it trains: noise of a random strength, another contrast and
 * brightness, and a patch of flat color over a part of it. Strong noise makes gradients with
 * respect to the image follow its shapes (Kaur, Cohen and Lipton, "Are Perceptually-Aligned
 * Gradients a General Property of Robust Classifiers?", 2019), and so visualizations clear.
 */
final class Augment {
  /** The largest deviation of the noise, for values in 0..1. */
  private static final double NOISE = 0.25;

  private static final double NOISY = 0.6;

  private static final double CONTRAST = 0.25;
  private static final double PATCHED = 0.35;

  private Augment() {}

  static Raster of(Raster image, Draws draws) {
    float[] planes = image.planes().clone();
    int area = image.width() * image.height();
    float gain = (float) draws.between(1 - CONTRAST, 1 + CONTRAST);
    float[] noise = new float[planes.length];
    if (draws.between(0, 1) < NOISY) {
      draws.normal(noise, draws.between(0, NOISE));
    }
    for (int c = 0; c < 3; c++) {
      float shift = (float) draws.between(-CONTRAST / 2, CONTRAST / 2);
      for (int i = c * area; i < (c + 1) * area; i++) {
        planes[i] = 0.5f + gain * (planes[i] - 0.5f) + shift;
      }
    }
    if (draws.between(0, 1) < PATCHED) {
      patch(planes, image.width(), image.height(), draws);
    }
    for (int i = 0; i < planes.length; i++) {
      planes[i] += noise[i];
    }
    return new Raster(image.width(), image.height(), planes);
  }

  private static void patch(float[] planes, int width, int height, Draws draws) {
    int w = (int) draws.between(width / 8.0, width / 3.0);
    int h = (int) draws.between(height / 8.0, height / 3.0);
    int left = draws.upTo(width - w);
    int top = draws.upTo(height - h);
    for (int c = 0; c < 3; c++) {
      float color = (float) draws.between(0, 1);
      for (int y = top; y < top + h; y++) {
        int row = (c * height + y) * width;
        Arrays.fill(planes, row + left, row + left + w, color);
      }
    }
  }
}
