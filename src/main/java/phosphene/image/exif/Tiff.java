package phosphene.image.exif;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import phosphene.image.pixel.Format;

/**
 * The directories of a TIFF structure, which is what an EXIF block is: tags with values in place.
 * It is changed in place and never written anew, so that makers' notes, whose offsets nobody knows,
 * stay as they are. Offsets beyond the block end in {@link IndexOutOfBoundsException}, which the
 * static methods turn into "no EXIF".
 *
 * <p>Numbers of tags are those of the EXIF 2.32 standard (CIPA DC-008).
 */
public final class Tiff {
  private static final int WIDTH = 0x100;
  private static final int HEIGHT = 0x101;
  private static final int ORIENTATION = 0x112;
  private static final int STRIPS = 0x111;
  private static final int STRIP_LENGTHS = 0x117;
  private static final int THUMBNAIL = 0x201;
  private static final int THUMBNAIL_LENGTH = 0x202;
  private static final int EXIF = 0x8769;
  private static final int COLOR_SPACE = 0xa001;
  private static final int PIXELS_ACROSS = 0xa002;
  private static final int PIXELS_DOWN = 0xa003;
  private static final int INTEROPERABILITY = 0xa005;
  private static final int GAMMA = 0xa500;

  /** White, primaries, transfer function, YCbCr's shares and range, and a profile. */
  private static final int[] COLORS = {0x13e, 0x13f, 0x12d, 0x211, 0x214, 0x8773};

  private static final int SRGB = 1;
  private static final int ADOBE_RGB = 2;
  private static final int UNCALIBRATED = 0xffff;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** Bytes of a value by its type's number, 1 to 12. */
  private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  private final ByteBuffer block;

  private Tiff(byte[] bytes) {
    block = ByteBuffer.wrap(bytes);
    block.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /** The directories of a block; empty if it is none, or BigTIFF. */
  static Optional<Tiff> of(byte[] bytes) {
    boolean tiff = Format.starts(bytes, 0, "II*\0") || Format.starts(bytes, 0, "MM\0*");
    return tiff && bytes.length >= 8 ? Optional.of(new Tiff(bytes)) : Optional.empty();
  }

  /** How the stored picture has to be turned, EXIF's 1 to 8; 1 where nothing says so. */
  public static int orientation(byte[] exif) {
    try {
      return of(exif).map(tiff -> (int) tiff.number(tiff.first(), ORIENTATION, 1)).orElse(1);
    } catch (IndexOutOfBoundsException e) {
      return 1;
    }
  }

  /** Whether a block says how the picture has to be turned. */
  public static boolean orients(byte[] exif) {
    try {
      return of(exif).map(tiff -> tiff.entry(tiff.first(), ORIENTATION) >= 0).orElse(false);
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  /**
   * Whether a block says that colors without a profile are Adobe RGB: ColorSpace 2, as some cameras
   * write, or InteropIndex R03 of pictures that are not said to be sRGB (DCF 2.0, 5.2).
   */
  public static boolean adobeRgb(byte[] exif) {
    try {
      return of(exif).map(Tiff::adobeRgb).orElse(false);
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private boolean adobeRgb() {
    if (entry(first(), EXIF) < 0) {
      return false;
    }
    int exif = (int) number(first(), EXIF, 0);
    long space = number(exif, COLOR_SPACE, UNCALIBRATED);
    return space == ADOBE_RGB || (space == UNCALIBRATED && interoperability(exif).equals("R03"));
  }

  private String interoperability(int exif) {
    if (entry(exif, INTEROPERABILITY) < 0) {
      return "";
    }
    int entry = entry((int) number(exif, INTEROPERABILITY, 0), 1);
    // Three letters and a zero lie in the entry itself.
    return entry < 0 ? "" : Format.latin(block.array(), entry + 8, 3);
  }

  /**
   * A copy of an EXIF block for an upright sRGB picture of this size: orientation 1, no thumbnail.
   * Empty if the block is empty or broken.
   */
  public static byte[] upright(byte[] exif, int width, int height) {
    byte[] copy = exif.clone();
    try {
      return of(copy).map(tiff -> tiff.renew(width, height)).orElse(new byte[0]);
    } catch (IndexOutOfBoundsException e) {
      return new byte[0];
    }
  }

  int first() {
    return block.getInt(4);
  }

  /** The first value of a tag, or {@code otherwise}. */
  long number(int directory, int tag, long otherwise) {
    int entry = entry(directory, tag);
    return entry < 0 ? otherwise : number(block.getShort(entry + 2), entry + 8);
  }

  /** The first value of an entry. */
  long number(Entry entry) {
    return number(entry.type, entry.at);
  }

  private long number(int type, int at) {
    return type == SHORT ? block.getShort(at) & 0xffff : block.getInt(at) & 0xffffffffL;
  }

  /**
   * The entries of a directory.
   *
   * @throws IndexOutOfBoundsException if they, or what they say, lie beyond the end
   */
  List<Entry> list(int directory) {
    List<Entry> list = new ArrayList<>();
    for (int i = 0; i < entries(directory); i++) {
      int at = directory + 2 + 12 * i;
      list.add(
          new Entry(
              block.getShort(at) & 0xffff,
              block.getShort(at + 2),
              block.getInt(at + 4) & 0xffffffffL,
              at + 8));
    }
    return list;
  }

  /** The bytes of a known entry's values. */
  byte[] values(Entry entry) {
    long length = entry.count * BYTES[entry.type];
    int from = length <= 4 ? entry.at : block.getInt(entry.at);
    Objects.checkFromIndexSize(from, length, (long) block.capacity());
    return Arrays.copyOfRange(block.array(), from, (int) (from + length));
  }

  ByteOrder order() {
    return block.order();
  }

  /**
   * What a directory says of one tag.
   *
   * @param count of the values
   * @param at where the value lies, or the offset of the values if they take more than 4 bytes
   */
  record Entry(int tag, int type, long count, int at) {
    /** Whether it is of a type that EXIF knows. */
    boolean known() {
      return type > 0 && type < BYTES.length;
    }
  }

  private int entries(int directory) {
    return block.getShort(directory) & 0xffff;
  }

  private int entry(int directory, int tag) {
    for (int i = 0; i < entries(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if ((block.getShort(entry) & 0xffff) == tag) {
        return entry;
      }
    }
    return -1;
  }

  private byte[] renew(int width, int height) {
    int first = first();
    int end = dropThumbnail(first);
    set(first, ORIENTATION, 1);
    set(first, WIDTH, width);
    set(first, HEIGHT, height);
    boolean srgb = false;
    if (entry(first, EXIF) >= 0) {
      int exif = (int) number(first, EXIF, 0);
      srgb = number(exif, COLOR_SPACE, UNCALIBRATED) == SRGB;
      set(exif, COLOR_SPACE, SRGB);
      set(exif, PIXELS_ACROSS, width);
      set(exif, PIXELS_DOWN, height);
      if (number(exif, COLOR_SPACE, SRGB) != SRGB) {
        drop(exif, COLOR_SPACE);
      }
      standardize(exif);
      if (!srgb) {
        drop(exif, GAMMA);
      }
    }
    for (int tag : srgb ? new int[0] : COLORS) {
      drop(first, tag);
    }
    return Arrays.copyOf(block.array(), end);
  }

  /** Says that the colors are those of DCF's basic files, not its Adobe RGB ones. */
  private void standardize(int exif) {
    if (entry(exif, INTEROPERABILITY) < 0) {
      return;
    }
    int directory = (int) number(exif, INTEROPERABILITY, 0);
    int entry = entry(directory, 1);
    if (entry >= 0 && Format.starts(block.array(), entry + 8, "R03")) {
      block.put(entry + 9, (byte) '9').put(entry + 10, (byte) '8');
    } else if (entry >= 0 && !Format.starts(block.array(), entry + 8, "R98")) {
      drop(directory, 1);
    }
  }

  /** Takes a tag and its values out of a directory; the tags behind it move up. */
  private void drop(int directory, int tag) {
    int entry = entry(directory, tag);
    if (entry < 0) {
      return;
    }
    int type = block.getShort(entry + 2);
    long length =
        type > 0 && type < BYTES.length ? (block.getInt(entry + 4) & 0xffffffffL) * BYTES[type] : 0;
    if (length > 4) {
      int from = block.getInt(entry + 8);
      Objects.checkFromIndexSize(from, length, (long) block.capacity());
      Arrays.fill(block.array(), from, (int) (from + length), (byte) 0);
    }
    int end = directory + 2 + 12 * entries(directory) + 4;
    Objects.checkFromToIndex(entry, end, block.capacity());
    System.arraycopy(block.array(), entry + 12, block.array(), entry, end - entry - 12);
    Arrays.fill(block.array(), end - 12, end, (byte) 0);
    block.putShort(directory, (short) (entries(directory) - 1));
  }

  /** Cuts the second directory and blanks its picture; the bytes that remain of the block. */
  private int dropThumbnail(int first) {
    int link = first + 2 + 12 * entries(first);
    int second = block.getInt(link);
    if (second == 0) {
      return block.capacity();
    }
    int from = (int) number(second, THUMBNAIL, number(second, STRIPS, 0));
    int length = (int) number(second, THUMBNAIL_LENGTH, number(second, STRIP_LENGTHS, 0));
    block.putInt(link, 0);
    Arrays.fill(block.array(), second, second + 2 + 12 * entries(second), (byte) 0);
    if (length == 0) {
      return block.capacity();
    }
    // A thumbnail over the first directory, or beyond the end, is none.
    Objects.checkFromIndexSize(from - link, length, block.capacity() - link);
    Arrays.fill(block.array(), from, from + length, (byte) 0);
    return from + length == block.capacity() ? from : block.capacity();
  }

  private void set(int directory, int tag, int value) {
    int entry = entry(directory, tag);
    if (entry < 0) {
      return;
    }
    if (block.getShort(entry + 2) == LONG) {
      block.putInt(entry + 8, value);
    } else if (block.getShort(entry + 2) == SHORT) {
      block.putShort(entry + 8, (short) value);
    }
  }
}
