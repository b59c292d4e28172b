package phosphene.ascent;

import java.util.Arrays;

/**
 * Looks at an image through an affine map by bilinear interpolation; outside the image all is mid
 * gray (0.5). Once a map is set, {@link #forward} is linear in the image up to that gray, and
 * {@link #adjoint} is its exact adjoint. Instances hold scratch arrays and serve one thread.
 */
final class Sampler {
  private static final float GRAY = 0.5f;
  private final int size;
  private final int canvas;
  private final int stride;
  private final int extent;
  private final float[] framed;
  private final float[] gathered;
  private final int[] corner;
  private final float[] right;
  private final float[] below;

  /** Samples square images of {@code size} to square canvases of {@code canvas}. */
  Sampler(int size, int canvas) {
    this.size = size;
    this.canvas = canvas;
    this.stride = size + 2;
    this.extent = stride * stride;
    this.framed = new float[ColorTransform.COLORS * extent];
    this.gathered = new float[framed.length];
    Arrays.fill(framed, GRAY);
    this.corner = new int[canvas * canvas];
    this.right = new float[corner.length];
    this.below = new float[corner.length];
  }

  /** Sets the map from canvas to image. */
  void look(Affine map) {
    double stepRight = map.xx();
    double stepDown = map.yx();
    for (int y = 0; y < canvas; y++) {
      double startRight = map.xy() * y + map.x0();
      double startDown = map.yy() * y + map.y0();
      for (int x = 0, i = y * canvas; x < canvas; x++, i++) {
        // A frame of one gray pixel surrounds the image: beyond it nothing changes any more.
        double u = clamp(stepRight * x + startRight) + 1;
        double v = clamp(stepDown * x + startDown) + 1;
        int column = Math.min((int) u, size);
        int row = Math.min((int) v, size);
        corner[i] = row * stride + column;
        right[i] = (float) (u - column);
        below[i] = (float) (v - row);
      }
    }
  }

  /** Comparisons that are nearly always false: cheaper than {@link Math#max}. */
  private double clamp(double coordinate) {
    if (coordinate < -1) {
      return -1;
    }
    return coordinate > size ? size : coordinate;
  }

  /**
   * Fills one image of {@code canvases} from {@code image}.
   *
   * @param image three planes of {@code size x size}
   * @param at index of the image's first value
   */
  void forward(float[] image, float[] canvases, int at) {
    for (int row = 0; row < ColorTransform.COLORS * size; row++) {
      System.arraycopy(image, row * size, framed, framedRow(row), size);
    }
    int area = corner.length;
    for (int i = 0; i < area; i++) {
      int c = corner[i];
      float x = right[i];
      float y = below[i];
      canvases[at + i] = between(c, x, y);
      canvases[at + area + i] = between(c + extent, x, y);
      canvases[at + 2 * area + i] = between(c + 2 * extent, x, y);
    }
  }

  private float between(int c, float x, float y) {
    float top = framed[c] + x * (framed[c + 1] - framed[c]);
    int d = c + stride;
    float bottom = framed[d] + x * (framed[d + 1] - framed[d]);
    return top + y * (bottom - top);
  }

  /** Where a row of a plane begins within its frame. */
  private int framedRow(int row) {
    int plane = row / size;
    return plane * extent + (row - plane * size + 1) * stride + 1;
  }

  /**
   * Fills {@code image} with the gradient by image.
   *
   * @param canvases gradients by canvas
   * @param at index of the image's first value
   */
  void adjoint(float[] canvases, int at, float[] image) {
    Arrays.fill(gathered, 0);
    int area = corner.length;
    for (int i = 0; i < area; i++) {
      int c = corner[i];
      float x = right[i];
      float y = below[i];
      spread(canvases[at + i], c, x, y);
      spread(canvases[at + area + i], c + extent, x, y);
      spread(canvases[at + 2 * area + i], c + 2 * extent, x, y);
    }
    for (int row = 0; row < ColorTransform.COLORS * size; row++) {
      System.arraycopy(gathered, framedRow(row), image, row * size, size);
    }
  }

  private void spread(float value, int c, float x, float y) {
    float low = value * y;
    float high = value - low;
    float lowRight = low * x;
    float highRight = high * x;
    int d = c + stride;
    gathered[c] += high - highRight;
    gathered[c + 1] += highRight;
    gathered[d] += low - lowRight;
    gathered[d + 1] += lowRight;
  }
}
