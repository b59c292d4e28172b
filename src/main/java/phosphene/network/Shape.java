package phosphene.network;

import java.util.Locale;

/**
 * The extent of one image's activations: channels, height and width in pixels of that layer, each
 * at least 1. A vector (the output of a dense layer) has height and width 1.
 */
public record Shape(int channels, int height, int width) {
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid shape: %dx%dx%d (must be at least 1 in each extent)",
              channels,
              height,
              width));
    }
  }

  /** Values per image. */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }

  /** Positions of one channel. */
  public int area() {
    return Math.multiplyExact(height, width);
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
