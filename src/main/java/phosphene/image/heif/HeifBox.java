package phosphene.image.heif;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * A box of a file (ISO/IEC 14496-12, 4.2).
 *
 * @param source what it is in
 * @param type four letters
 * @param from where its content begins in the file
 * @param to where it ends
 */
record HeifBox(Source source, String type, int from, int to) {
  // A forged file of some megabytes could hold a million empty boxes.
  private static final int MOST = 200_000;

  /** A file, with the format that refusals name. */
  record Source(byte[] bytes, Format format) {
    UnreadableImageException refusal(Reason reason, String why) {
      return new UnreadableImageException(reason, "Cannot decode " + format + ": " + why);
    }
  }

  /** The boxes of a file. */
  static List<HeifBox> of(Source source) {
    return list(source, 0, source.bytes.length, Reason.TRUNCATED);
  }

  /**
   * The boxes inside.
   *
   * @param skip bytes of the content before the first, such as 4 for version and flags
   */
  List<HeifBox> inside(int skip) {
    return list(source, from + skip, to, Reason.DAMAGED);
  }

  Optional<HeifBox> first(int skip, String wanted) {
    return first(inside(skip), wanted);
  }

  static Optional<HeifBox> first(List<HeifBox> boxes, String wanted) {
    return boxes.stream().filter(box -> box.type.equals(wanted)).findFirst();
  }

  private static List<HeifBox> list(Source source, int start, int end, Reason beyond) {
    ByteBuffer file = ByteBuffer.wrap(source.bytes);
    List<HeifBox> boxes = new ArrayList<>();
    int at = start;
    while (at + 8 <= end && boxes.size() < MOST) {
      long size = file.getInt(at) & 0xffffffffL;
      int head = size == 1 ? 16 : 8;
      if (size == 1 && at + head <= end) {
        size = file.getLong(at + 8);
      } else if (size == 0) {
        size = (long) end - at;
      }
      String type = Format.latin(source.bytes, at + 4, 4);
      if (size < head) {
        throw source.refusal(Reason.DAMAGED, "the box at byte " + at + " has no size");
      }
      if (size > end - at) {
        throw source.refusal(beyond, "its box " + type + " ends beyond byte " + end);
      }
      boxes.add(new HeifBox(source, type, at + head, at + (int) size));
      at += (int) size;
    }
    return boxes;
  }

  /** Reads what is in the box, from its first byte on. */
  Reader reader() {
    return new Reader(this);
  }

  byte[] content(int skip) {
    return reader().skip(skip).rest();
  }

  UnreadableImageException tooShort() {
    return source.refusal(Reason.DAMAGED, "its box " + type + " is too short");
  }

  /** Reads big-endian numbers one after the other. */
  static final class Reader {
    private final HeifBox box;
    private int at;

    private Reader(HeifBox box) {
      this.box = box;
      at = box.from;
    }

    boolean more() {
      return at < box.to;
    }

    /** A number of 0 to 8 bytes. */
    long number(int bytes) {
      if (bytes > box.to - at) {
        throw box.tooShort();
      }
      long number = 0;
      for (int i = 0; i < bytes; i++) {
        number = (number << 8) | (box.source.bytes[at++] & 255);
      }
      return number;
    }

    int small(int bytes) {
      return (int) number(bytes);
    }

    String letters() {
      int from = at;
      skip(4);
      return Format.latin(box.source.bytes, from, 4);
    }

    Reader skip(int bytes) {
      if (bytes < 0 || bytes > box.to - at) {
        throw box.tooShort();
      }
      at += bytes;
      return this;
    }

    byte[] bytes(int length) {
      int from = at;
      skip(length);
      return java.util.Arrays.copyOfRange(box.source.bytes, from, at);
    }

    /** Text up to a zero byte or the end. */
    String text() {
      int from = at;
      while (more() && box.source.bytes[at] != 0) {
        at++;
      }
      return Format.latin(box.source.bytes, from, at - from);
    }

    byte[] rest() {
      return bytes(box.to - at);
    }
  }
}
