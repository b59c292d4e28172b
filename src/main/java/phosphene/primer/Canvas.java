package phosphene.primer;

import phosphene.image.pixel.Raster;

/** The pixels of an image while it is painted; its sides are -1..1, y downwards. */
final class Canvas {
  static final int SIZE = 64;
  static final int AREA = SIZE * SIZE;

  private final float[] planes = new float[3 * AREA];

  /** The coordinate of a pixel's middle. */
  static double middle(int pixel) {
    return (2 * pixel + 1.0) / SIZE - 1;
  }

  /** Paints a layer over the whole image. */
  void paint(Layer layer, Pose pose) {
    paint(layer, pose, 0, SIZE, 0, SIZE);
  }

  /** Paints a layer that reaches at most {@code reach} units from the pose's origin. */
  void paint(Layer layer, Pose pose, double reach) {
    double far = reach * pose.size();
    paint(
        layer,
        pose,
        pixel(pose.x() - far),
        pixel(pose.x() + far) + 1,
        pixel(pose.y() - far),
        pixel(pose.y() + far) + 1);
  }

  private static int pixel(double at) {
    return (int) Math.max(0, Math.min(SIZE - 1, Math.floor((at + 1) / 2 * SIZE)));
  }

  private void paint(Layer layer, Pose pose, int left, int right, int top, int bottom) {
    // An edge is one pixel wide, in the units of the pose.
    double sharpness = pose.size() * SIZE / 2;
    for (int j = top; j < bottom; j++) {
      for (int i = left; i < right; i++) {
        double u = pose.u(middle(i), middle(j));
        double v = pose.v(middle(i), middle(j));
        double cover = 0.5 - layer.shape().at(u, v) * sharpness;
        if (cover > 0) {
          blend(j * SIZE + i, layer.ink().at(u, v), layer.opacity() * Math.min(1, cover));
        }
      }
    }
  }

  private void blend(int at, Rgb color, double share) {
    planes[at] += (float) ((color.red() - planes[at]) * share);
    planes[AREA + at] += (float) ((color.green() - planes[AREA + at]) * share);
    planes[2 * AREA + at] += (float) ((color.blue() - planes[2 * AREA + at]) * share);
  }

  /** The values themselves, planar. */
  float[] planes() {
    return planes;
  }

  /** A copy with all values clamped to 0..1. */
  Raster raster() {
    float[] clamped = new float[planes.length];
    for (int i = 0; i < clamped.length; i++) {
      clamped[i] = Math.max(0, Math.min(1, planes[i]));
    }
    return new Raster(SIZE, SIZE, clamped);
  }
}
