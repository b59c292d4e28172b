package phosphene.image.jpeg;

/**
 * Huffman codes of a JPEG file (ITU-T T.81, annex C): how many of each length, and their values.
 */
record JpegCodes(int[] counts, byte[] values) {
  /** No codes. */
  static final JpegCodes NONE = new JpegCodes(new int[16], new byte[0]);

  /** The codes whose counts begin here. */
  static JpegCodes read(byte[] jpeg, int at) {
    int[] counts = new int[16];
    int sum = 0;
    for (int i = 0; i < 16; i++) {
      counts[i] = jpeg[at + i] & 255;
      sum += counts[i];
    }
    byte[] values = new byte[sum];
    System.arraycopy(jpeg, at + 16, values, 0, sum);
    return new JpegCodes(counts, values);
  }

  int count() {
    return values.length;
  }

  /**
   * The value of the next code.
   *
   * @throws IndexOutOfBoundsException if the bits end before, or are no code
   */
  int next(JpegBits bits) {
    int code = 0;
    int first = 0;
    int index = 0;
    for (int count : counts) {
      code = code << 1 | bits.next();
      if (code - first < count) {
        return values[index + code - first] & 255;
      }
      index += count;
      first = 2 * (first + count);
    }
    throw new IndexOutOfBoundsException("no code");
  }
}
