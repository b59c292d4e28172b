package phosphene.ascent;

import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Raster;

/** Photos as large as they are needed. */
final class ReferencePhoto {
  private ReferencePhoto() {}

  /** The middle of a photo, resized as a scan does. */
  static Raster square(Raster photo, int width, int height) {
    if (photo.width() == width && photo.height() == height) {
      return photo;
    }
    return Bicubic.resize(photo, Area.centered(photo, width, height), width, height);
  }

  // A color of exactly 0 or 1 would be infinitely far away.
  private static final float MARGIN = 0.02f;

  /** Fills {@code planes} such that they are a photo, but for what is nearly black or full. */
  static void invert(float[] photo, ColorTransform colors, float[] planes) {
    float[] inner = new float[photo.length];
    for (int i = 0; i < inner.length; i++) {
      inner[i] = Math.max(MARGIN, Math.min(1 - MARGIN, photo[i]));
    }
    colors.inverse(inner, planes);
  }
}
