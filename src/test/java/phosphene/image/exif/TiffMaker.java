package phosphene.image.exif;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.TreeMap;
import phosphene.image.Samples;

/**
 * TIFF files by the letter of the standard, sample by sample: what a decoder has to make of any
 * number of bits, order, layout and compression can be said by a formula.
 */
public final class TiffMaker {
  /** The number that is stored for a sample of a pixel, in so many bits. */
  public interface Samples {
    long at(int x, int y, int sample);
  }

  final int width;
  final int height;
  final int[] bits;
  private final Samples samples;
  private final TreeMap<Integer, Tag> tags = new TreeMap<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private boolean big;
  private boolean planar;
  private boolean reversed;
  private int compression = 1;
  private int predictor = 1;
  private int chunkWidth;
  private int chunkHeight;
  private boolean tiled;

  private record Tag(int type, double[] values) {}

  public TiffMaker(int width, int height, int[] bits, Samples samples) {
    this.width = width;
    this.height = height;
    this.bits = bits;
    this.samples = samples;
    chunkWidth = width;
    chunkHeight = height;
  }

  public TiffMaker order(ByteOrder wanted) {
    order = wanted;
    return this;
  }

  public TiffMaker bigTiff() {
    big = true;
    return this;
  }

  public TiffMaker planar() {
    planar = true;
    return tag(0x11c, 3, 2);
  }

  /** Bits of each byte in the other order. */
  TiffMaker reversed() {
    reversed = true;
    return tag(0x10a, 3, 2);
  }

  public TiffMaker compression(int number) {
    compression = number;
    return this;
  }

  public TiffMaker predictor(int number) {
    predictor = number;
    return tag(0x13d, 3, number);
  }

  public TiffMaker strips(int rows) {
    chunkHeight = rows;
    return this;
  }

  public TiffMaker tiles(int across, int down) {
    chunkWidth = across;
    chunkHeight = down;
    tiled = true;
    return this;
  }

  public TiffMaker kind(int photometric) {
    return tag(0x106, 3, photometric);
  }

  public TiffMaker format(int sampleFormat) {
    double[] all = new double[bits.length];
    Arrays.fill(all, sampleFormat);
    return tag(0x153, 3, all);
  }

  /** Any tag: 1 bytes, 3 shorts, 4 longs, 5 rationals (of a thousandth's tenth). */
  public TiffMaker tag(int tag, int type, double... values) {
    tags.put(tag, new Tag(type, values));
    return this;
  }

  public byte[] file() {
    tag(0x100, 4, width);
    tag(0x101, 4, height);
    tag(0x102, 3, Arrays.stream(bits).asDoubleStream().toArray());
    tag(0x103, 3, compression);
    tag(0x115, 3, bits.length);
    int columns = (width + chunkWidth - 1) / chunkWidth;
    int rows = (height + chunkHeight - 1) / chunkHeight;
    int chunks = columns * rows * (planar ? bits.length : 1);
    double[] offsets = new double[chunks];
    double[] lengths = new double[chunks];
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    for (int i = 0; i < chunks; i++) {
      byte[] chunk = chunk(i / (columns * rows), i / columns % rows, i % columns);
      offsets[i] = 16 + pixels.size();
      lengths[i] = chunk.length;
      pixels.writeBytes(chunk);
      pixels.writeBytes(new byte[pixels.size() % 2]);
    }
    if (tiled) {
      tag(0x142, 4, chunkWidth).tag(0x143, 4, chunkHeight);
    } else {
      tag(0x116, 4, chunkHeight);
    }
    tag(tiled ? 0x144 : 0x111, 4, offsets).tag(tiled ? 0x145 : 0x117, 4, lengths);
    return file(pixels.toByteArray());
  }

  private byte[] file(byte[] pixels) {
    int first = 16 + pixels.length;
    ByteBuffer out = ByteBuffer.allocate(first + 100 + tags.size() * 20 + room()).order(order);
    out.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M')).put(out.get(0));
    if (big) {
      out.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(first);
    } else {
      out.putShort((short) 42).putInt(first);
    }
    out.position(16).put(pixels);
    int end = first + (big ? 8 + tags.size() * 20 + 8 : 2 + tags.size() * 12 + 4);
    end += end % 2;
    if (big) {
      out.putLong(tags.size());
    } else {
      out.putShort((short) tags.size());
    }
    for (var entry : tags.entrySet()) {
      Tag tag = entry.getValue();
      byte[] values = bytes(tag);
      out.putShort((short) (int) entry.getKey()).putShort((short) tag.type);
      count(out, tag.values.length);
      int inside = big ? 8 : 4;
      if (values.length <= inside) {
        out.put(Arrays.copyOf(values, inside));
      } else {
        count(out, end);
        int next = out.position();
        out.position(end).put(values);
        end = out.position() + out.position() % 2;
        out.position(next);
      }
    }
    count(out, 0);
    return Arrays.copyOf(out.array(), Math.max(end, out.position()));
  }

  private void count(ByteBuffer out, long count) {
    if (big) {
      out.putLong(count);
    } else {
      out.putInt((int) count);
    }
  }

  private int room() {
    return tags.values().stream().mapToInt(tag -> 8 * tag.values.length + 8).sum();
  }

  private byte[] bytes(Tag tag) {
    ByteBuffer out = ByteBuffer.allocate(8 * tag.values.length).order(order);
    for (double value : tag.values) {
      switch (tag.type) {
        case 1, 2, 7 -> out.put((byte) value);
        case 3 -> out.putShort((short) (int) value);
        case 4 -> out.putInt((int) (long) value);
        case 5 -> out.putInt((int) Math.round(value * 10_000)).putInt(10_000);
        default -> throw new AssertionError(tag.type);
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private byte[] chunk(int plane, int row, int column) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rows = tiled ? chunkHeight : Math.min(chunkHeight, height - row * chunkHeight);
    for (int y = 0; y < rows; y++) {
      out.writeBytes(row(plane, column * chunkWidth, row * chunkHeight + y));
    }
    byte[] bytes = TiffPacking.packed(out.toByteArray(), compression);
    if (reversed) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
      }
    }
    return bytes;
  }

  /** A row of a strip or tile; beyond the picture its last pixels go on. */
  private byte[] row(int plane, int left, int y) {
    int each = planar ? 1 : bits.length;
    long[] values = new long[chunkWidth * each];
    for (int i = 0; i < values.length; i++) {
      int x = Math.min(width - 1, left + i / each);
      values[i] = samples.at(x, Math.min(height - 1, y), plane + i % each);
    }
    if (predictor == 3) {
      return floats(values, each, bits[plane] / 8);
    }
    BitRow row = new BitRow();
    for (int i = 0; i < values.length; i++) {
      int depth = bits[plane + i % each];
      long value = predictor == 2 && i >= each ? values[i] - values[i - each] : values[i];
      row.put(depth == 64 ? value : value & (1L << depth) - 1, depth);
    }
    return row.bytes();
  }

  private static byte[] floats(long[] values, int each, int bytes) {
    byte[] row = new byte[values.length * bytes];
    for (int i = 0; i < values.length; i++) {
      for (int b = 0; b < bytes; b++) {
        row[b * values.length + i] = (byte) (values[i] >> 8 * (bytes - 1 - b));
      }
    }
    for (int i = row.length - 1; i >= each; i--) {
      row[i] -= row[i - each];
    }
    return row;
  }

  /** Numbers of whole bytes in the file's order, others from their highest bit on. */
  private final class BitRow {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int held;
    private int count;

    void put(long value, int depth) {
      boolean even = Arrays.stream(bits).allMatch(each -> each == depth) && depth % 8 == 0;
      if (even && order == ByteOrder.LITTLE_ENDIAN) {
        for (int b = 0; b < depth; b += 8) {
          out.write((int) (value >> b));
        }
        return;
      }
      for (int b = depth - 1; b >= 0; b--) {
        held = held << 1 | (int) (value >> b & 1);
        if (++count == 8) {
          out.write(held);
          held = 0;
          count = 0;
        }
      }
    }

    byte[] bytes() {
      if (count > 0) {
        out.write(held << 8 - count);
      }
      return out.toByteArray();
    }
  }
}
