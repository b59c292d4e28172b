package phosphene.image.kind;

import java.util.Optional;
import phosphene.image.pixel.Format;

/** Tells by first bytes that a file is no picture, and what it is instead. */
public final class NonPhotos {
  /** So many first bytes are enough. */
  public static final int HEAD = FileKind.BYTES;

  private NonPhotos() {}

  /**
   * What a file is whose first bytes, at most {@link #HEAD}, are these; empty if it begins as a
   * picture does, of a format that is read or of one that is known.
   */
  public static Optional<String> kind(byte[] head) {
    if (head.length == 0) {
      return Optional.of("an empty file");
    }
    if (Format.of(head).isPresent()) {
      return Optional.empty();
    }
    Optional<FileKind> known = FileKind.of(head);
    if (known.isPresent()) {
      return known.filter(FileKind::evidentlyNoPhoto).map(FileKind::name);
    }
    return Optional.of(text(head) ? "text" : "a file of no known format");
  }

  private static boolean text(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        return false;
      }
    }
    return true;
  }
}
