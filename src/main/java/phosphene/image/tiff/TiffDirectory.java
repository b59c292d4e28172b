package phosphene.image.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import phosphene.image.pixel.Format;

/**
 * One directory of a TIFF or BigTIFF file: tags with values, read where they lie. What lies beyond
 * the end of the file ends in {@link IndexOutOfBoundsException}; nothing is held of what a
 * directory claims but the places of its values.
 *
 * <p>The layout of BigTIFF is that of the libtiff project's specification.
 */
public final class TiffDirectory {
  private static final int RATIONAL = 5;
  private static final int SIGNED_RATIONAL = 10;
  private static final int FLOAT = 11;
  private static final int DOUBLE = 12;

  /** Bytes of a value by its type's number; 0 where there is no such type. */
  private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  private final ByteBuffer file;
  private final boolean big;
  private final Map<Integer, Field> fields = new HashMap<>();
  private final long next;

  /**
   * Where the values of a tag are.
   *
   * @param at of the first value in the file
   */
  private record Field(int type, long count, long at) {
    long bytes() {
      return Math.multiplyExact(count, BYTES[type]);
    }
  }

  private TiffDirectory(ByteBuffer file, boolean big, long at) {
    this.file = file;
    this.big = big;
    long entries = big ? file.getLong(place(at, 8)) : file.getShort(place(at, 2)) & 0xffff;
    int width = big ? 20 : 12;
    long from = at + (big ? 8 : 2);
    Objects.checkIndex(entries, file.capacity() / width + 1L);
    long end = from + entries * width;
    for (long entry = from; entry < end; entry += width) {
      int tag = file.getShort(place(entry, width)) & 0xffff;
      // Of a tag the first counts.
      field(entry).ifPresent(field -> fields.putIfAbsent(tag, field));
    }
    next = end + (big ? 8 : 4) <= file.capacity() ? offset(end) : 0;
  }

  /** The first directory of a file; empty if the bytes are not those of a TIFF. */
  public static Optional<TiffDirectory> first(byte[] bytes) {
    boolean little = Format.starts(bytes, 0, "II");
    if (!little && !Format.starts(bytes, 0, "MM")) {
      return Optional.empty();
    }
    ByteBuffer file = ByteBuffer.wrap(bytes);
    file.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return switch (file.getShort(2)) {
      case 42 -> Optional.of(new TiffDirectory(file, false, file.getInt(4) & 0xffffffffL));
      case 43 -> Optional.of(new TiffDirectory(file, true, file.getLong(8)));
      default -> Optional.empty();
    };
  }

  private Optional<Field> field(long entry) {
    int type = file.getShort(place(entry + 2, 2)) & 0xffff;
    if (type >= BYTES.length || BYTES[type] == 0) {
      return Optional.empty();
    }
    long count = big ? file.getLong(place(entry + 4, 8)) : unsigned(entry + 4, 4);
    if (count < 0) {
      return Optional.empty();
    }
    long value = entry + (big ? 12 : 8);
    boolean inside = count <= (big ? 8 : 4) / BYTES[type];
    return Optional.of(new Field(type, count, inside ? value : offset(value)));
  }

  private long offset(long at) {
    return big ? file.getLong(place(at, 8)) : unsigned(at, 4);
  }

  /** An unsigned number of so many bytes, of 8 a signed one. */
  private long unsigned(long at, int bytes) {
    int place = place(at, bytes);
    return switch (bytes) {
      case 1 -> file.get(place) & 0xff;
      case 2 -> file.getShort(place) & 0xffff;
      case 4 -> file.getInt(place) & 0xffffffffL;
      default -> file.getLong(place);
    };
  }

  private int place(long at, long bytes) {
    return (int) Objects.checkFromIndexSize(at, bytes, file.capacity());
  }

  ByteOrder order() {
    return file.order();
  }

  public boolean has(int tag) {
    return count(tag) > 0;
  }

  /** How many values a tag has; 0 if it is not there. */
  long count(int tag) {
    Field field = fields.get(tag);
    return field == null ? 0 : field.count;
  }

  /** Whether the values of all tags lie within the file. */
  public boolean whole() {
    for (Field field : fields.values()) {
      long length = file.capacity();
      if (field.count > length || field.at < 0 || field.bytes() > length - field.at) {
        return false;
      }
    }
    return true;
  }

  /** The first value of a tag as a whole number, or {@code otherwise}. */
  public long number(int tag, long otherwise) {
    return has(tag) ? number(tag, 0, otherwise) : otherwise;
  }

  /** One of the values of a tag as a whole number; {@code otherwise} if there are fewer. */
  public long number(int tag, long index, long otherwise) {
    Field field = fields.get(tag);
    if (field == null || index >= field.count) {
      return otherwise;
    }
    int bytes = BYTES[field.type];
    boolean small = field.type < SIGNED_RATIONAL && field.type != RATIONAL;
    return small || field.type > DOUBLE
        ? unsigned(field.at + index * bytes, bytes)
        : (long) real(tag, index, 0);
  }

  /** One of the values of a tag; {@code otherwise} if there are fewer. */
  double real(int tag, long index, double otherwise) {
    Field field = fields.get(tag);
    if (field == null || index >= field.count) {
      return otherwise;
    }
    int place = place(field.at + index * BYTES[field.type], BYTES[field.type]);
    return switch (field.type) {
      case RATIONAL -> (double) unsigned(place, 4) / unsigned(place + 4L, 4);
      case SIGNED_RATIONAL -> (double) file.getInt(place) / file.getInt(place + 4);
      case FLOAT -> file.getFloat(place);
      case DOUBLE -> file.getDouble(place);
      default -> unsigned(place, BYTES[field.type]);
    };
  }

  /** The bytes of a tag's values; none if it is not there. */
  public byte[] bytes(int tag) {
    Field field = fields.get(tag);
    if (field == null) {
      return new byte[0];
    }
    int from = place(field.at, field.bytes());
    byte[] bytes = new byte[(int) field.bytes()];
    file.get(from, bytes);
    return bytes;
  }

  /** The directories that a tag points to, and no more than {@code most}. */
  List<TiffDirectory> below(int tag, int most) {
    List<TiffDirectory> below = new ArrayList<>();
    for (long i = 0; i < Math.min(most, count(tag)); i++) {
      below.add(new TiffDirectory(file, big, number(tag, i, 0)));
    }
    return below;
  }

  /** The directory that follows; empty at the last. */
  Optional<TiffDirectory> next() {
    return next == 0 ? Optional.empty() : Optional.of(new TiffDirectory(file, big, next));
  }
}
