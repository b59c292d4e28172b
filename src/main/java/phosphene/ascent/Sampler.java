package phosphene.ascent;

import java.util.Arrays;

/**
 * Looks at an image through an affine map by bilinear interpolation; outside the image all is mid
 * gray (0.5). Once a map is set, {@link #forward} is linear in the image up to that gray, and
 * {@link #adjoint} is its exact adjoint. Instances hold scratch arrays and serve one thread.
 *
 * @implNote Places are counted in 2^-32 of a pixel: so the part of a row that sees the image is
 *     known exactly beforehand, and inside it nothing is compared.
 */
final class Sampler {
  private static final float GRAY = 0.5f;
  private static final int POINT = 32;
  // Of a place's fraction a float holds the upper 24 bits.
  private static final int DROPPED = 8;
  private static final float UNIT = 0x1p-24f;
  private final int size;
  private final int canvas;
  private final int stride;
  private final int extent;
  private final long limit;
  private final float[] framed;
  private final float[] gathered;
  private final long[] across;
  private final long[] down;
  private final int[] first;
  private final int[] end;
  private long acrossStep;
  private long downStep;

  /** Samples square images of {@code size} to square canvases of {@code canvas}. */
  Sampler(int size, int canvas) {
    this.size = size;
    this.canvas = canvas;
    // A frame of one gray pixel surrounds the image: beyond it nothing changes any more.
    this.stride = size + 2;
    this.extent = stride * stride;
    this.limit = (size + 1L) << POINT;
    this.framed = new float[ColorTransform.COLORS * extent];
    this.gathered = new float[framed.length];
    Arrays.fill(framed, GRAY);
    this.across = new long[canvas];
    this.down = new long[canvas];
    this.first = new int[canvas];
    this.end = new int[canvas];
  }

  /** Sets the map from canvas to image. */
  void look(Affine map) {
    acrossStep = fixed(map.xx());
    downStep = fixed(map.yx());
    for (int y = 0; y < canvas; y++) {
      across[y] = fixed(map.xy() * y + map.x0() + 1);
      down[y] = fixed(map.yy() * y + map.y0() + 1);
      first[y] = (int) Math.max(first(across[y], acrossStep), first(down[y], downStep));
      end[y] = (int) Math.max(first[y], Math.min(end(across[y], acrossStep), end(down[y], downStep)));
    }
  }

  private static long fixed(double place) {
    return (long) Math.rint(place * (1L << POINT));
  }

  /** The first x, up to the canvas's end, from which on {@code start + x step} is in the frame. */
  private long first(long start, long step) {
    if (step < 0) {
      return Math.max(0, Math.min(canvas, Math.floorDiv(start - limit, -step) + 1));
    }
    if (step == 0) {
      return start >= 0 && start < limit ? 0 : canvas;
    }
    return Math.max(0, Math.min(canvas, -Math.floorDiv(start, step)));
  }

  /** The x at which {@code start + x step} has left the frame, at most the canvas's end. */
  private long end(long start, long step) {
    if (step < 0) {
      return Math.min(canvas, Math.floorDiv(start, -step) + 1);
    }
    return step == 0 ? canvas : Math.min(canvas, -Math.floorDiv(start - limit, step));
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
    int area = canvas * canvas;
    Arrays.fill(canvases, at, at + ColorTransform.COLORS * area, GRAY);
    for (int y = 0; y < canvas; y++) {
      row(y, canvases, at + y * canvas, area);
    }
  }

  private void row(int y, float[] canvases, int start, int area) {
    float[] from = framed;
    int wide = stride;
    int next = extent;
    long right = acrossStep;
    long lower = downStep;
    long u = across[y] + first[y] * right;
    long v = down[y] + first[y] * lower;
    int last = start + end[y];
    for (int i = start + first[y]; i < last; i++) {
      int c = (int) (v >> POINT) * wide + (int) (u >> POINT);
      int d = c + wide;
      float x = ((int) u >>> DROPPED) * UNIT;
      float z = ((int) v >>> DROPPED) * UNIT;
      float zx = x * z;
      float z0 = z - zx;
      float x0 = x - zx;
      float rest = 1 - x - z0;
      canvases[i] = rest * from[c] + x0 * from[c + 1] + z0 * from[d] + zx * from[d + 1];
      c += next;
      d += next;
      canvases[i + area] = rest * from[c] + x0 * from[c + 1] + z0 * from[d] + zx * from[d + 1];
      c += next;
      d += next;
      canvases[i + 2 * area] = rest * from[c] + x0 * from[c + 1] + z0 * from[d] + zx * from[d + 1];
      u += right;
      v += lower;
    }
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
    int area = canvas * canvas;
    for (int y = 0; y < canvas; y++) {
      spread(y, canvases, at + y * canvas, area);
    }
    for (int row = 0; row < ColorTransform.COLORS * size; row++) {
      System.arraycopy(gathered, framedRow(row), image, row * size, size);
    }
  }

  private void spread(int y, float[] canvases, int start, int area) {
    float[] to = gathered;
    long u = across[y] + first[y] * acrossStep;
    long v = down[y] + first[y] * downStep;
    int last = start + end[y];
    for (int i = start + first[y]; i < last; i++) {
      int c = (int) (v >> POINT) * stride + (int) (u >> POINT);
      int d = c + stride;
      float x = ((int) u >>> DROPPED) * UNIT;
      float y1 = ((int) v >>> DROPPED) * UNIT;
      float lowRight = x * y1;
      float low = y1 - lowRight;
      float right = x - lowRight;
      float rest = 1 - x - low;
      float value = canvases[i];
      to[c] = Math.fma(rest, value, to[c]);
      to[c + 1] = Math.fma(right, value, to[c + 1]);
      to[d] = Math.fma(low, value, to[d]);
      to[d + 1] = Math.fma(lowRight, value, to[d + 1]);
      c += extent;
      d += extent;
      value = canvases[i + area];
      to[c] = Math.fma(rest, value, to[c]);
      to[c + 1] = Math.fma(right, value, to[c + 1]);
      to[d] = Math.fma(low, value, to[d]);
      to[d + 1] = Math.fma(lowRight, value, to[d + 1]);
      c += extent;
      d += extent;
      value = canvases[i + 2 * area];
      to[c] = Math.fma(rest, value, to[c]);
      to[c + 1] = Math.fma(right, value, to[c + 1]);
      to[d] = Math.fma(low, value, to[d]);
      to[d + 1] = Math.fma(lowRight, value, to[d + 1]);
      u += acrossStep;
      v += downStep;
    }
  }
}
