package phosphene.ascent;

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
  private final float[] framed;
  private final int[] corner;
  private final float[] right;
  private final float[] below;

  /** Samples square images of {@code size} to square canvases of {@code canvas}. */
  Sampler(int size, int canvas) {
    this.size = size;
    this.canvas = canvas;
    this.stride = size + 2;
    this.framed = new float[stride * stride];
    this.corner = new int[canvas * canvas];
    this.right = new float[corner.length];
    this.below = new float[corner.length];
  }

  /** Sets the map from canvas to image. */
  void look(Affine map) {
    for (int y = 0, i = 0; y < canvas; y++) {
      for (int x = 0; x < canvas; x++, i++) {
        // A frame of one gray pixel surrounds the image: beyond it nothing changes any more.
        double u = clamp(map.xx() * x + map.xy() * y + map.x0()) + 1;
        double v = clamp(map.yx() * x + map.yy() * y + map.y0()) + 1;
        int column = Math.min((int) u, size);
        int row = Math.min((int) v, size);
        corner[i] = row * stride + column;
        right[i] = (float) (u - column);
        below[i] = (float) (v - row);
      }
    }
  }

  private double clamp(double coordinate) {
    return Math.max(-1, Math.min(size, coordinate));
  }

  /**
   * Fills one image of {@code canvases} from {@code image}.
   *
   * @param image planes of {@code size x size}
   * @param at index of the image's first value
   */
  void forward(float[] image, float[] canvases, int at) {
    int area = size * size;
    for (int plane = 0; plane < image.length / area; plane++) {
      frame(image, plane * area);
      int to = at + plane * corner.length;
      for (int i = 0; i < corner.length; i++) {
        int c = corner[i];
        float top = framed[c] + right[i] * (framed[c + 1] - framed[c]);
        int d = c + stride;
        float bottom = framed[d] + right[i] * (framed[d + 1] - framed[d]);
        canvases[to + i] = top + below[i] * (bottom - top);
      }
    }
  }

  /**
   * Fills {@code image} with the gradient by image.
   *
   * @param canvases gradients by canvas
   * @param at index of the image's first value
   */
  void adjoint(float[] canvases, int at, float[] image) {
    int area = size * size;
    for (int plane = 0; plane < image.length / area; plane++) {
      java.util.Arrays.fill(framed, 0);
      int from = at + plane * corner.length;
      for (int i = 0; i < corner.length; i++) {
        int c = corner[i];
        float low = canvases[from + i] * below[i];
        float high = canvases[from + i] - low;
        framed[c] += high * (1 - right[i]);
        framed[c + 1] += high * right[i];
        framed[c + stride] += low * (1 - right[i]);
        framed[c + stride + 1] += low * right[i];
      }
      for (int y = 0; y < size; y++) {
        System.arraycopy(framed, (y + 1) * stride + 1, image, plane * area + y * size, size);
      }
    }
  }

  private void frame(float[] image, int from) {
    java.util.Arrays.fill(framed, GRAY);
    for (int y = 0; y < size; y++) {
      System.arraycopy(image, from + y * size, framed, (y + 1) * stride + 1, size);
    }
  }
}
