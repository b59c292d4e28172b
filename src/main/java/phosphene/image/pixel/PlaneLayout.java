package phosphene.image.pixel;

/**
 * How the samples of a picture lie in memory: planes below each other, each row by row, samples of
 * more than 8 bits as two bytes with the lower one first.
 *
 * @param planes 1: gray; 3: luma and two of chroma, or green, blue, red; 4: these and opacity
 * @param across halvings of the second and third plane's width, 0 or 1
 * @param down halvings of their height, 0 or 1
 * @param bits of a sample, 8 to 16
 */
public record PlaneLayout(int width, int height, int planes, int across, int down, int bits) {
  /** The same kind of samples for another size. */
  public PlaneLayout resized(int newWidth, int newHeight) {
    return new PlaneLayout(newWidth, newHeight, planes, across, down, bits);
  }

  boolean chroma(int plane) {
    return plane == 1 || plane == 2;
  }

  public int width(int plane) {
    return chroma(plane) ? (width + across) >> across : width;
  }

  public int height(int plane) {
    return chroma(plane) ? (height + down) >> down : height;
  }

  int bytesOfSample() {
    return bits > 8 ? 2 : 1;
  }

  /** The largest value of a sample. */
  int most() {
    return (1 << bits) - 1;
  }
}
