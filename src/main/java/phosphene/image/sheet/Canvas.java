package phosphene.image.sheet;

import java.util.Map;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Raster;
import phosphene.image.png.PngEncoder;

/** 8-bit RGB pixels to draw on: 3 bytes per pixel, colors written 0xRRGGBB. */
final class Canvas {
  private final int width;
  private final int height;
  private final byte[] pixels;

  Canvas(int width, int height, int color) {
    this.width = width;
    this.height = height;
    pixels = new byte[3 * width * height];
    fill(0, 0, width, height, color);
  }

  byte[] png(Map<String, String> texts) {
    int length = 3 * width;
    return new PngEncoder(width, height, 3)
        .encode((y, line) -> System.arraycopy(pixels, y * length, line, 0, length), texts);
  }

  void set(int x, int y, int color) {
    int at = 3 * (y * width + x);
    pixels[at] = (byte) (color >> 16);
    pixels[at + 1] = (byte) (color >> 8);
    pixels[at + 2] = (byte) color;
  }

  void fill(int left, int top, int across, int down, int color) {
    for (int y = top; y < top + down; y++) {
      for (int x = left; x < left + across; x++) {
        set(x, y, color);
      }
    }
  }

  /** The picture, each of its pixels a square of {@code factor} pixels. */
  void picture(int left, int top, Raster raster, int factor) {
    int area = raster.width() * raster.height();
    byte[] color = new byte[3];
    for (int i = 0; i < factor * raster.height(); i++) {
      for (int j = 0; j < factor * raster.width(); j++) {
        int from = i / factor * raster.width() + j / factor;
        for (int plane = 0; plane < 3; plane++) {
          color[plane] = (byte) Levels.level(raster.planes()[plane * area + from]);
        }
        System.arraycopy(color, 0, pixels, 3 * ((top + i) * width + left + j), 3);
      }
    }
  }

  /** Moves an area towards {@code color}: 0 leaves it, 1 replaces it. */
  void blend(int left, int top, int across, int down, int color, double share) {
    for (int y = top; y < top + down; y++) {
      for (int i = 3 * (y * width + left); i < 3 * (y * width + left + across); i++) {
        int target = color >> (16 - 8 * (i % 3)) & 255;
        pixels[i] = (byte) Math.round((pixels[i] & 255) * (1 - share) + target * share);
      }
    }
  }

  /** Text whose pixels are squares of {@code scale} pixels; no background. */
  void text(int left, int top, String text, int scale, int color) {
    for (int y = 0; y < Font.HEIGHT; y++) {
      for (int x = 0; x < Font.width(text); x++) {
        if (Font.ink(text, x, y)) {
          fill(left + x * scale, top + y * scale, scale, scale, color);
        }
      }
    }
  }
}
