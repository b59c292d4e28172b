package phosphene.image.exif;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import phosphene.image.pixel.Format;

/**
 * The EXIF block of a TIFF file. The file is such a block itself, with the pixels inside; what says
 * something of the photo and nothing of how its pixels are stored is written anew. Makers' notes,
 * whose offsets are those of the file, are left out.
 */
public final class TiffExif {
  private static final int EXIF = 0x8769;
  private static final int GPS = 0x8825;
  private static final int INTEROPERABILITY = 0xa005;
  private static final int MAKER_NOTE = 0x927c;
  private static final Set<Integer> POINTERS = Set.of(EXIF, GPS, INTEROPERABILITY);

  /** Which tags of the first directory are written anew, and which of that with EXIF's own. */
  record Choice(IntPredicate first, IntPredicate exif) {}

  private static final int FIRST = 8;
  private static final int LONG = 4;

  /** Tags of the first directory: who, what, when and with what; 0x9c9b on are Windows' own. */
  private static final Set<Integer> KEPT =
      Set.of(
          0x10e, 0x10f, 0x110, 0x131, 0x132, 0x13b, 0x13c, 0x8298, 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e,
          0x9c9f, EXIF, GPS);

  // 1 MB: far beyond what such blocks hold, and what repeated entries may unfold to.
  private static final int MOST = 1 << 20;

  private static final Choice OF_A_FILE =
      new Choice(KEPT::contains, tag -> tag != MAKER_NOTE && tag != EXIF && tag != GPS);

  private final Tiff tiff;
  private final Choice choice;
  private final ByteBuffer out;

  private TiffExif(Tiff tiff, Choice choice) {
    this.tiff = tiff;
    this.choice = choice;
    this.out = ByteBuffer.allocate(MOST).order(tiff.order());
  }

  /** A directory's entry, with the directory that it points to. */
  private record Field(Tiff.Entry entry, List<Field> below) {}

  /** A block without JPEG's signature, which some writers put before it elsewhere, too. */
  public static byte[] bare(byte[] exif) {
    return Format.starts(exif, 0, "Exif\0\0") ? Arrays.copyOfRange(exif, 6, exif.length) : exif;
  }

  /** The block of a file; empty if there is nothing of this kind in it, or it is broken. */
  public static byte[] of(byte[] file) {
    return chosen(file, OF_A_FILE);
  }

  /** A block of some tags of a file or block; empty if there is none, or it is broken. */
  static byte[] chosen(byte[] file, Choice choice) {
    try {
      return Tiff.of(file).map(tiff -> new TiffExif(tiff, choice).block()).orElse(new byte[0]);
    } catch (IndexOutOfBoundsException | BufferOverflowException e) {
      return new byte[0];
    }
  }

  private byte[] block() {
    List<Field> fields = fields(tiff.first(), choice.first);
    if (fields.isEmpty()) {
      return new byte[0];
    }
    out.put((byte) (tiff.order() == ByteOrder.BIG_ENDIAN ? 'M' : 'I'));
    out.put(out.get(0)).putShort((short) 42).putInt(FIRST);
    int end = directory(FIRST, fields);
    return Arrays.copyOf(out.array(), end);
  }

  private List<Field> fields(int directory, IntPredicate kept) {
    List<Field> fields = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Tiff.Entry entry : tiff.list(directory)) {
      // Of a tag the first: directories that are pointed to again and again would fill the heap.
      if (!kept.test(entry.tag()) || !seen.add(entry.tag())) {
        continue;
      }
      List<Field> below = below(entry);
      if (POINTERS.contains(entry.tag()) ? !below.isEmpty() : entry.known()) {
        fields.add(new Field(entry, below));
      }
    }
    return fields;
  }

  private List<Field> below(Tiff.Entry entry) {
    return switch (entry.tag()) {
      case EXIF -> fields((int) tiff.number(entry), choice.exif);
      case GPS, INTEROPERABILITY ->
          fields((int) tiff.number(entry), tag -> !POINTERS.contains(tag));
      default -> List.of();
    };
  }

  /** Writes a directory and what belongs to it; where that ends. */
  private int directory(int at, List<Field> fields) {
    int end = at + 2 + 12 * fields.size() + 4;
    out.position(at).putShort((short) fields.size());
    for (Field field : fields) {
      Tiff.Entry entry = field.entry;
      out.putShort((short) entry.tag());
      if (!field.below.isEmpty()) {
        out.putShort((short) LONG).putInt(1).putInt(end);
        int next = out.position();
        end = directory(end, field.below);
        out.position(next);
        continue;
      }
      byte[] values = tiff.values(entry);
      out.putShort((short) entry.type()).putInt((int) entry.count());
      if (values.length <= 4) {
        out.put(Arrays.copyOf(values, 4));
      } else {
        out.putInt(end);
        int next = out.position();
        out.position(end).put(values);
        end = (out.position() + 1) / 2 * 2; // values begin at even places
        out.position(next);
      }
    }
    out.putInt(0);
    return end;
  }
}
