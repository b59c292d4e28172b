package phosphene.image.kind;

import static phosphene.image.kind.FileKind.Family.FILM;
import static phosphene.image.kind.FileKind.Family.PICTURE;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import phosphene.image.pixel.Format;

/** Formats without a signature of their own, whose first numbers all have to make sense. */
final class FileShapes {
  private static final String TARGA_FOOTER = "TRUEVISION-XFILE.";
  private static final Set<Integer> TARGA_KINDS = Set.of(1, 2, 3, 9, 10, 11);
  private static final Set<Integer> TARGA_DEPTHS = Set.of(8, 15, 16, 24, 32);

  private FileShapes() {}

  static Optional<FileKind> of(byte[] start) {
    if (icon(start)) {
      return picture(start[2] == 1 ? "an icon (ICO)" : "a cursor (CUR)");
    }
    if (targa(start)) {
      return picture("Targa (TGA)");
    }
    if (netpbm(start)) {
      return picture("Netpbm");
    }
    if (pcx(start)) {
      return picture("PCX");
    }
    return packets(start, 0, 188) || packets(start, 4, 192)
        ? Optional.of(new FileKind("a film (MPEG)", FILM))
        : Optional.empty();
  }

  /** Packets of a transport stream; cameras put four bytes of a time before each. */
  private static boolean packets(byte[] start, int at, int length) {
    return start.length > at + 2 * length
        && IntStream.range(0, 3).allMatch(i -> start[at + i * length] == 0x47);
  }

  private static Optional<FileKind> picture(String name) {
    return Optional.of(new FileKind(name, PICTURE));
  }

  /** 0, 1 or 2, a count of pictures, and an entry whose fourth byte is 0. */
  private static boolean icon(byte[] start) {
    boolean head = Format.starts(start, 0, "\0\0\1\0") || Format.starts(start, 0, "\0\0\2\0");
    return head
        && start.length >= 22
        && word(start, 4) >= 1
        && word(start, 4) < 256
        && start[9] == 0;
  }

  /** By its footer, or by a header of which each number is a usual one. */
  private static boolean targa(byte[] start) {
    if (start.length >= 26 && Format.starts(start, start.length - 18, TARGA_FOOTER)) {
      return true;
    }
    return start.length > 18
        && TARGA_KINDS.contains((int) start[2])
        && (start[1] == 0 ? noMap(start) : start[1] == 1 && (start[2] & 7) == 1 && map(start))
        && word(start, 12) > 0
        && word(start, 14) > 0
        && TARGA_DEPTHS.contains((int) start[16])
        && (start[17] & 0xc0) == 0
        && (start[17] & 15) <= 8;
  }

  private static boolean noMap(byte[] start) {
    return word(start, 3) == 0 && word(start, 5) == 0 && start[7] == 0;
  }

  private static boolean map(byte[] start) {
    return word(start, 5) > 0 && TARGA_DEPTHS.contains((int) start[7]);
  }

  private static boolean netpbm(byte[] start) {
    return start.length > 8
        && start[0] == 'P'
        && start[1] >= '1'
        && start[1] <= '7'
        && Character.isWhitespace(start[2])
        && (Character.isDigit(start[3]) || start[3] == '#' || start[3] == 'W');
  }

  private static boolean pcx(byte[] start) {
    return start.length >= 128
        && start[0] == 10
        && start[1] >= 0
        && start[1] <= 5
        && start[2] == 1
        && Set.of(1, 2, 4, 8).contains((int) start[3]);
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 255) | (bytes[at + 1] & 255) << 8;
  }
}
