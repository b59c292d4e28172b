package phosphene.image.jpeg;

/** The bits of a JPEG file's scan, without the zeros that are put behind each byte of ones. */
final class JpegBits {
  private final byte[] jpeg;
  private int at;
  private int held;
  private int left;

  /** Those from {@code at} on. */
  JpegBits(byte[] jpeg, int at) {
    this.jpeg = jpeg;
    this.at = at;
  }

  /**
   * The next bit.
   *
   * @throws IndexOutOfBoundsException if a marker is in its place, or the end
   */
  int next() {
    if (left == 0) {
      held = jpeg[at] & 255;
      if (held == 0xff && jpeg[at + 1] != 0) {
        throw new IndexOutOfBoundsException("a marker");
      }
      at += held == 0xff ? 2 : 1;
      left = 8;
    }
    left--;
    return held >> left & 1;
  }

  /** The number of so many bits. */
  int number(int count) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      number = number << 1 | next();
    }
    return number;
  }

  /** Leaves the bits up to a restart marker and steps over it. */
  void restart() {
    left = 0;
    while ((jpeg[at] & 255) == 0xff && (jpeg[at + 1] & 255) == 0xff) {
      at++;
    }
    if ((jpeg[at] & 255) != 0xff || (jpeg[at + 1] & 0xf8) != 0xd0) {
      throw new IndexOutOfBoundsException("no restart marker");
    }
    at += 2;
  }

  /** Where the first byte is of which no bit was taken. */
  int at() {
    return at;
  }
}
