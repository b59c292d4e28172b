package phosphene.image.tiff;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * The samples of a TIFF file, strip after strip or tile after tile, as the numbers that were
 * written: whole ones without sign, floating-point ones as their bits. A piece of a row is held at
 * a time, whatever sizes the file claims.
 */
final class TiffChunks {
  private static final int TILE_OFFSETS = 0x144;
  private static final int TILE_LENGTHS = 0x145;
  private static final int STRIP_OFFSETS = 0x111;
  private static final int STRIP_LENGTHS = 0x117;

  // Pixels of a piece; a multiple of 8, so that each piece begins with a whole byte.
  private static final int PIECE = 1024;
  // Rows of predictor 3 are held whole.
  private static final long LONGEST_ROW = 1 << 24;

  private final byte[] file;
  private final TiffHeader header;
  private final Sink sink;

  /** What takes samples. */
  interface Sink {
    /**
     * Takes a piece of a row.
     *
     * @param x of its first pixel, or of its first group of pixels that share their color
     * @param first sample of those that follow for each pixel
     * @param each how many of them
     * @param values {@code each} for every pixel; the sink's until it returns
     */
    void take(long x, long y, int first, int each, long[] values, int pixels);
  }

  /**
   * Samples that lie together.
   *
   * @param bits of each
   * @param across columns that share these samples, as down rows
   */
  private record Plane(int first, int[] bits, int across, int down) {
    long rowBytes(long pixels) {
      return (pixels * Arrays.stream(bits).sum() + 7) / 8;
    }
  }

  TiffChunks(byte[] file, TiffHeader header, Sink sink) {
    this.file = file;
    this.header = header;
    this.sink = sink;
  }

  /** Refuses a file whose strips or tiles cannot all be in it, before anything is decoded. */
  static void check(byte[] file, TiffHeader header) {
    int offsets = offsets(header);
    long chunks = columns(header) * rows(header) * (header.planar ? header.samples : 1);
    long there = header.tags.count(offsets);
    if (there < chunks) {
      throw header.damaged(there + " strips or tiles (must be " + chunks + ")");
    }
    for (long i = 0; i < chunks; i++) {
      long at = header.tags.number(offsets, i, 0);
      if (at <= 0 || at >= file.length) {
        throw truncated();
      }
    }
    Plane all = new Plane(0, header.bits(), 1, 1);
    boolean subsampled = header.across() * header.down() > 1;
    if (header.compression == 1
        && !subsampled
        && all.rowBytes(header.width) * (double) header.height > file.length) {
      throw truncated();
    }
  }

  void read() throws IOException {
    int unit = header.across() * header.down();
    if (header.planar) {
      for (int sample = 0; sample < header.samples; sample++) {
        boolean shared = sample == 1 || sample == 2;
        plane(
            new Plane(
                sample,
                new int[] {header.bits(sample)},
                shared ? header.across() : 1,
                shared ? header.down() : 1),
            sample * columns(header) * rows(header));
      }
    } else if (unit > 1) {
      int[] bits = new int[unit + 2];
      Arrays.fill(bits, header.bits(0));
      plane(new Plane(0, bits, header.across(), header.down()), 0);
    } else {
      plane(new Plane(0, header.bits(), 1, 1), 0);
    }
  }

  private void plane(Plane plane, long firstChunk) throws IOException {
    for (long row = 0; row < rows(header); row++) {
      for (long column = 0; column < columns(header); column++) {
        long chunk = firstChunk + row * columns(header) + column;
        try (InputStream in = open(chunk)) {
          chunk(plane, in, column * header.chunkWidth, row * header.chunkHeight);
        }
      }
    }
  }

  private void chunk(Plane plane, InputStream in, long left, long top) throws IOException {
    long height = Math.min(header.chunkHeight, header.height - top);
    long seen = Math.min(header.chunkWidth, header.width - left);
    Piece piece =
        new Piece(plane, groups(header.chunkWidth, plane.across), groups(seen, plane.across));
    for (long y = 0; y < groups(height, plane.down); y++) {
      piece.row(in, left / plane.across, top / plane.down + y);
    }
  }

  private static long groups(long pixels, int shared) {
    return (pixels + shared - 1) / shared;
  }

  private InputStream open(long chunk) throws IOException {
    int from = (int) header.tags.number(offsets(header), chunk, 0);
    long left = file.length - (long) from;
    // Some writers leave lengths out, or get them wrong where nothing is compressed.
    long length = header.tags.number(header.tiled ? TILE_LENGTHS : STRIP_LENGTHS, chunk, 0);
    boolean known = length > 0 && header.compression != 1;
    if (known && length > left) {
      throw truncated();
    }
    int some = (int) (known ? length : left);
    InputStream bytes =
        header.reversed
            ? new ByteArrayInputStream(reversed(from, some))
            : new ByteArrayInputStream(file, from, some);
    return TiffCompression.codec(header.compression).orElseThrow().open(bytes);
  }

  private byte[] reversed(int from, int length) {
    byte[] copy = Arrays.copyOfRange(file, from, from + length);
    for (int i = 0; i < length; i++) {
      copy[i] = (byte) (Integer.reverse(copy[i]) >>> 24);
    }
    return copy;
  }

  private static long columns(TiffHeader header) {
    return groups(header.width, Math.toIntExact(header.chunkWidth));
  }

  private static long rows(TiffHeader header) {
    return groups(header.height, Math.toIntExact(header.chunkHeight));
  }

  private static int offsets(TiffHeader header) {
    return header.tags.has(TILE_OFFSETS) ? TILE_OFFSETS : STRIP_OFFSETS;
  }

  private static UnreadableImageException truncated() {
    return new UnreadableImageException(
        Reason.TRUNCATED, "Cannot decode TIFF: it ends before its pixels do");
  }

  /** Room for a piece of the rows of a strip or tile. */
  private final class Piece {
    private final Plane plane;
    private final long width;
    private final long seen;
    private final int each;
    private final byte[] bytes;
    private final long[] values;

    /**
     * Room for rows of {@code width}.
     *
     * @param seen of these; what lies beyond is outside of the picture
     */
    Piece(Plane plane, long width, long seen) {
      this.plane = plane;
      this.width = width;
      this.seen = seen;
      each = plane.bits.length;
      long most = header.predictor == 3 ? width : Math.min(PIECE, width);
      if (plane.rowBytes(most) > LONGEST_ROW) {
        throw header.unsupported("a row of " + plane.rowBytes(most) + " bytes");
      }
      bytes = new byte[(int) plane.rowBytes(most)];
      values = new long[(int) most * each];
    }

    void row(InputStream in, long x, long y) throws IOException {
      long[] before = new long[each];
      int most = values.length / each;
      for (long from = 0; from < width; from += most) {
        int pixels = (int) Math.min(most, width - from);
        int length = (int) plane.rowBytes(pixels);
        if (in.readNBytes(bytes, 0, length) < length) {
          throw new EOFException();
        }
        if (from < seen) {
          undo(pixels, before);
          int some = (int) Math.min(pixels, seen - from);
          sink.take(x + from, y, plane.first, each, values, some);
        }
      }
    }

    private void undo(int pixels, long[] before) {
      if (header.predictor == 3) {
        TiffSamples.floats(bytes, values, pixels, each, plane.bits[0] / 8);
        return;
      }
      TiffSamples.unpack(bytes, values, pixels, plane.bits, header.tags.order());
      if (header.predictor == 2) {
        TiffSamples.sum(values, pixels, before, plane.bits[0]);
      }
    }
  }
}
