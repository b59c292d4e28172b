package phosphene.image.webp;

/**
 * A change that an encoder made to the pixels of a lossless WebP (RFC 9649, 4), to be undone.
 *
 * @param kind one of the constants
 * @param width of the picture before the change, in pixels; as height
 * @param bits the sides of blocks, or how many pixels are packed in one, as powers of 2
 * @param values of blocks, or colors
 */
record Vp8lTransform(int kind, int width, int height, int bits, int[] values) {
  static final int PREDICTOR = 0;
  static final int COLOR = 1;
  static final int GREEN = 2;
  static final int PALETTE = 3;

  private static final int OPAQUE = 0xff000000;

  int storedWidth() {
    return kind == PALETTE ? Vp8lPicture.blocks(width, bits) : width;
  }

  int[] undone(int[] pixels) {
    switch (kind) {
      case PREDICTOR -> predict(pixels);
      case COLOR -> mix(pixels);
      case GREEN -> addGreen(pixels);
      default -> {
        return lookedUp(pixels);
      }
    }
    return pixels;
  }

  private int value(int x, int y) {
    return values[(y >> bits) * Vp8lPicture.blocks(width, bits) + (x >> bits)];
  }

  private int[] lookedUp(int[] stored) {
    int across = storedWidth();
    int depth = 8 >> bits;
    int[] pixels = bits == 0 ? stored : new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int packed = (stored[y * across + (x >> bits)] >> 8) & 255;
        int shift = (x & ((1 << bits) - 1)) * depth;
        int index = (packed >> shift) & ((1 << depth) - 1);
        pixels[y * width + x] = index < values.length ? values[index] : 0;
      }
    }
    return pixels;
  }

  private static void addGreen(int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      int green = (pixels[i] >> 8) & 255;
      pixels[i] = sum(pixels[i], (green << 16) | green);
    }
  }

  private void mix(int[] pixels) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int factors = value(x, y);
        int pixel = pixels[y * width + x];
        int green = pixel >> 8;
        int red = ((pixel >> 16) + share(factors, green)) & 255;
        int blue = (pixel + share(factors >> 8, green) + share(factors >> 16, red)) & 255;
        pixels[y * width + x] = (pixel & 0xff00ff00) | (red << 16) | blue;
      }
    }
  }

  private static int share(int factor, int color) {
    return ((byte) factor * (byte) color) >> 5;
  }

  private void predict(int[] pixels) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        int predicted;
        if (y == 0) {
          predicted = x == 0 ? OPAQUE : pixels[at - 1];
        } else {
          predicted = x == 0 ? pixels[at - width] : predicted((value(x, y) >> 8) & 15, pixels, at);
        }
        pixels[at] = sum(pixels[at], predicted);
      }
    }
  }

  private int predicted(int mode, int[] pixels, int at) {
    int left = pixels[at - 1];
    int corner = pixels[at - width - 1];
    int top = pixels[at - width];
    int right = pixels[at - width + 1]; // at the end of a row the first pixel of this one
    return switch (mode) {
      case 1 -> left;
      case 2 -> top;
      case 3 -> right;
      case 4 -> corner;
      case 5 -> mean(mean(left, right), top);
      case 6 -> mean(left, corner);
      case 7 -> mean(left, top);
      case 8 -> mean(corner, top);
      case 9 -> mean(top, right);
      case 10 -> mean(mean(left, corner), mean(top, right));
      case 11 -> distance(top, corner) < distance(left, corner) ? left : top;
      case 12 -> gradient(left, top, corner, 0);
      case 13 -> gradient(mean(left, top), mean(left, top), corner, 1);
      default -> OPAQUE;
    };
  }

  /** By each of four bytes. */
  static int sum(int a, int b) {
    return (((a & 0xff00ff00) + (b & 0xff00ff00)) & 0xff00ff00)
        | (((a & 0xff00ff) + (b & 0xff00ff)) & 0xff00ff);
  }

  private static int mean(int a, int b) {
    return (a & b) + (((a ^ b) & 0xfefefefe) >>> 1);
  }

  private static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      sum += Math.abs(((a >> shift) & 255) - ((b >> shift) & 255));
    }
    return sum;
  }

  /**
   * Of each byte {@code a + b - c}; or with {@code halved} 1, where a is b, {@code a + (a - c) /
   * 2}.
   */
  private static int gradient(int a, int b, int c, int halved) {
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int difference = ((b >> shift) & 255) - ((c >> shift) & 255);
      int value = ((a >> shift) & 255) + difference / (1 + halved);
      result |= Math.max(0, Math.min(255, value)) << shift;
    }
    return result;
  }
}
