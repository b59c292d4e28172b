package phosphene.image.tiff;

import phosphene.image.pixel.UnreadableImageException;

/** The colors of a TIFF file's palette, of 8 bits each. */
record TiffPalette(int[] colors) {
  private static final int MAP = 0x140;

  // An index has 16 bits at most.
  private static final int MOST = 1 << 16;

  /** Of a file; without colors if it has no palette. */
  static TiffPalette of(TiffHeader header) {
    if (header.kind != TiffHeader.PALETTE) {
      return new TiffPalette(new int[0]);
    }
    TiffDirectory tags = header.tags;
    int size = (int) Math.min(MOST, tags.count(MAP) / 3);
    if (size == 0) {
      throw header.damaged("a palette without colours");
    }
    // Some writers store 8 bits where there should be 16.
    boolean small = true;
    for (int i = 0; i < 3 * size && small; i++) {
      small = tags.number(MAP, i, 0) < 256;
    }
    int[] colors = new int[size];
    for (int i = 0; i < 3 * size; i++) {
      int level = (int) tags.number(MAP, i, 0) >> (small ? 0 : 8);
      colors[i % size] |= (level & 255) << (16 - 8 * (i / size));
    }
    return new TiffPalette(colors);
  }

  int rgb(long index) {
    if (index >= colors.length) {
      throw new UnreadableImageException(
          UnreadableImageException.Reason.DAMAGED,
          "Cannot decode TIFF: colour " + index + " of a palette of " + colors.length);
    }
    return colors[(int) index];
  }
}
