package phosphene.image.webp;

import java.util.ArrayDeque;
import java.util.Deque;
import phosphene.image.pixel.UnreadableImageException;

/** Decodes a lossless WebP (RFC 9649, 3): FFmpeg refuses some that are in order. */
final class Vp8lPicture {
  /** Steps right and up to pixels nearby, by the code of a distance. */
  private static final int[] NEAR = {
    0, 1, 1, 0, 1, 1, -1, 1, 0, 2, 2, 0, 1, 2, -1, 2, 2, 1, -2, 1, 2, 2, -2, 2, 0, 3, 3, 0, 1, 3,
    -1, 3, 3, 1, -3, 1, 2, 3, -2, 3, 3, 2, -3, 2, 0, 4, 4, 0, 1, 4, -1, 4, 4, 1, -4, 1, 3, 3, -3, 3,
    2, 4, -2, 4, 4, 2, -4, 2, 0, 5, 3, 4, -3, 4, 4, 3, -4, 3, 5, 0, 1, 5, -1, 5, 5, 1, -5, 1, 2, 5,
    -2, 5, 5, 2, -5, 2, 4, 4, -4, 4, 3, 5, -3, 5, 5, 3, -5, 3, 0, 6, 6, 0, 1, 6, -1, 6, 6, 1, -6, 1,
    2, 6, -2, 6, 6, 2, -6, 2, 4, 5, -4, 5, 5, 4, -5, 4, 3, 6, -3, 6, 6, 3, -6, 3, 0, 7, 7, 0, 1, 7,
    -1, 7, 5, 5, -5, 5, 7, 1, -7, 1, 4, 6, -4, 6, 6, 4, -6, 4, 2, 7, -2, 7, 7, 2, -7, 2, 3, 7, -3,
    7, 7, 3, -7, 3, 5, 6, -5, 6, 6, 5, -6, 5, 8, 0, 4, 7, -4, 7, 7, 4, -7, 4, 8, 1, 8, 2, 6, 6, -6,
    6, 8, 3, 5, 7, -5, 7, 7, 5, -7, 5, 8, 4, 6, 7, -6, 7, 7, 6, -7, 6, 8, 5, 7, 7, -7, 7, 8, 6, 8, 7
  };

  private static final int HEAD = 5;
  private static final int LITERALS = 256;
  private static final int LENGTHS = 24;
  private static final int DISTANCES = 40;
  private static final int MOST_CACHE_BITS = 11;
  private static final int HASH = 0x1e35a7bd;

  private final Vp8lBits bits;

  private Vp8lPicture(byte[] content) {
    bits = new Vp8lBits(content, HEAD);
  }

  /**
   * The pixels of a chunk VP8L: opacity, red, green, blue from the highest byte on.
   *
   * @throws UnreadableImageException if it is damaged
   */
  static int[] decode(byte[] content, int width, int height) {
    try {
      return new Vp8lPicture(content).pixels(width, height);
    } catch (IndexOutOfBoundsException e) {
      throw Vp8lBits.damaged("refers to what is not there");
    }
  }

  private int[] pixels(int width, int height) {
    Deque<Vp8lTransform> transforms = new ArrayDeque<>();
    int across = width;
    int kinds = 0;
    while (bits.read(1) == 1) {
      int kind = bits.read(2);
      if (((kinds >> kind) & 1) == 1) {
        throw Vp8lBits.damaged("is transformed twice in one way");
      }
      kinds |= 1 << kind;
      Vp8lTransform transform = transform(kind, across, height);
      transforms.push(transform);
      across = transform.storedWidth();
    }
    int[] pixels = image(across, height, true);
    for (Vp8lTransform transform : transforms) {
      pixels = transform.undone(pixels);
    }
    return pixels;
  }

  private Vp8lTransform transform(int kind, int width, int height) {
    if (kind == Vp8lTransform.GREEN) {
      return new Vp8lTransform(kind, width, height, 0, new int[0]);
    }
    if (kind == Vp8lTransform.PALETTE) {
      int[] colors = image(bits.read(8) + 1, 1, false);
      for (int i = 1; i < colors.length; i++) {
        colors[i] = Vp8lTransform.sum(colors[i], colors[i - 1]);
      }
      int packed = colors.length <= 2 ? 3 : colors.length <= 4 ? 2 : colors.length <= 16 ? 1 : 0;
      return new Vp8lTransform(kind, width, height, packed, colors);
    }
    int block = bits.read(3) + 2;
    int[] blocks = image(blocks(width, block), blocks(height, block), false);
    return new Vp8lTransform(kind, width, height, block, blocks);
  }

  static int blocks(int pixels, int bits) {
    return (pixels + (1 << bits) - 1) >> bits;
  }

  /** The codes of a part of a picture: green and lengths, red, blue, opacity, distances. */
  private record Group(
      Vp8lBits.Code green,
      Vp8lBits.Code red,
      Vp8lBits.Code blue,
      Vp8lBits.Code opacity,
      Vp8lBits.Code distance) {}

  /** Numbers of groups by blocks of pixels. */
  private record Parts(int block, int across, int[] numbers, Group[] groups) {
    Group of(int x, int y) {
      return numbers.length == 0
          ? groups[0]
          : groups[(numbers[(y >> block) * across + (x >> block)] >> 8) & 0xffff];
    }
  }

  private int[] image(int width, int height, boolean whole) {
    int cacheBits = bits.read(1) == 1 ? bits.read(4) : 0;
    if (cacheBits > MOST_CACHE_BITS) {
      throw Vp8lBits.damaged("has too large a cache");
    }
    int block = 0;
    int[] numbers = new int[0];
    int groups = 1;
    if (whole && bits.read(1) == 1) {
      block = bits.read(3) + 2;
      numbers = image(blocks(width, block), blocks(height, block), false);
      for (int number : numbers) {
        groups = Math.max(groups, ((number >> 8) & 0xffff) + 1);
      }
    }
    Group[] all = new Group[groups];
    for (int i = 0; i < groups; i++) {
      int cached = cacheBits == 0 ? 0 : 1 << cacheBits;
      all[i] =
          new Group(
              bits.code(LITERALS + LENGTHS + cached),
              bits.code(LITERALS),
              bits.code(LITERALS),
              bits.code(LITERALS),
              bits.code(DISTANCES));
    }
    var parts = new Parts(block, blocks(width, block), numbers, all);
    return pixels(new int[Math.multiplyExact(width, height)], width, parts, cacheBits);
  }

  private int[] pixels(int[] pixels, int width, Parts parts, int cacheBits) {
    int[] cache = new int[cacheBits == 0 ? 0 : 1 << cacheBits];
    int at = 0;
    int stored = 0;
    while (at < pixels.length) {
      Group group = parts.of(at % width, at / width);
      int symbol = bits.symbol(group.green);
      if (symbol < LITERALS) {
        int red = bits.symbol(group.red);
        int blue = bits.symbol(group.blue);
        pixels[at++] = (bits.symbol(group.opacity) << 24) | (red << 16) | (symbol << 8) | blue;
      } else if (symbol < LITERALS + LENGTHS) {
        int length = bits.extended(symbol - LITERALS);
        int distance = distance(bits.extended(bits.symbol(group.distance)), width);
        int end = (int) Math.min(pixels.length, (long) at + length);
        for (; at < end; at++) {
          pixels[at] = pixels[at - distance];
        }
      } else {
        for (; stored < at; stored++) {
          cache[(HASH * pixels[stored]) >>> (32 - cacheBits)] = pixels[stored];
        }
        pixels[at++] = cache[symbol - LITERALS - LENGTHS];
      }
    }
    return pixels;
  }

  private static int distance(int code, int width) {
    int nearby = NEAR.length / 2;
    return code > nearby
        ? code - nearby
        : Math.max(1, NEAR[2 * code - 2] + NEAR[2 * code - 1] * width);
  }
}
