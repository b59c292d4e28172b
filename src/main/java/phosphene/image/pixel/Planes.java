package phosphene.image.pixel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The samples of a picture, as its decoder gave them. */
public final class Planes {
  private final PlaneLayout layout;
  private final byte[][] samples;

  /** All samples are 0. */
  public Planes(PlaneLayout layout) {
    this.layout = layout;
    samples = new byte[layout.planes()][];
    for (int plane = 0; plane < samples.length; plane++) {
      samples[plane] =
          new byte
              [Math.multiplyExact(
                  layout.width(plane) * layout.bytesOfSample(), layout.height(plane))];
    }
  }

  public PlaneLayout layout() {
    return layout;
  }

  public int at(int plane, int x, int y) {
    int index = y * layout.width(plane) + x;
    byte[] values = samples[plane];
    return layout.bytesOfSample() == 1
        ? values[index] & 255
        : (values[2 * index] & 255) | ((values[2 * index + 1] & 255) << 8);
  }

  /**
   * Reads a picture of the same kind of samples into this one; what lies beyond its sides is
   * dropped.
   *
   * @param left a column of whole chroma samples; as top
   * @throws EOFException if the samples end before the picture does
   */
  public void read(InputStream in, PlaneLayout tile, int left, int top) throws IOException {
    for (int plane = 0; plane < samples.length; plane++) {
      int x = layout.chroma(plane) ? left >> layout.across() : left;
      int y = layout.chroma(plane) ? top >> layout.down() : top;
      int row = tile.width(plane) * tile.bytesOfSample();
      int kept = Math.min(tile.width(plane), layout.width(plane) - x) * tile.bytesOfSample();
      for (int line = 0; line < tile.height(plane); line++) {
        boolean inside = y + line < layout.height(plane);
        int place = inside ? ((y + line) * layout.width(plane) + x) * tile.bytesOfSample() : 0;
        if (inside && in.readNBytes(samples[plane], place, kept) < kept) {
          throw new EOFException();
        }
        in.skipNBytes(inside ? row - kept : row);
      }
    }
  }
}
