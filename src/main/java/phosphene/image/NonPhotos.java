package phosphene.image;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells by first bytes that a file is no picture, and what it is instead. */
public final class NonPhotos {
  /** So many first bytes are enough. */
  public static final int HEAD = 4096;

  private static final String[][] SIGNATURES = {
    {"%PDF", "a PDF document"},
    {"%!PS", "a PostScript document"},
    {"{\\rtf", "an RTF document"},
    {"\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "an Office document or a database"},
    {"PK\u0003\u0004", "a ZIP archive"},
    {"PK\u0005\u0006", "a ZIP archive"},
    {"7z\u00bc\u00af'\u001c", "a 7z archive"},
    {"Rar!\u001a", "a RAR archive"},
    {"\u001f\u008b", "a gzip archive"},
    {"BZh", "a bzip2 archive"},
    {"\u00fd7zXZ\0", "an xz archive"},
    {"(\u00b5/\u00fd", "a zstd archive"},
    {"SQLite format 3\0", "a database"},
    {"PAR1", "a Parquet file"},
    {"\u0093NUMPY", "a NumPy array"},
    {"\u0089HDF\r\n\u001a\n", "an HDF5 file"},
    {"\u007fELF", "a program"},
    {"MZ", "a program"},
    {"\u00ca\u00fe\u00ba\u00be", "a program"},
    {"#!", "a script"},
    {"ID3", "sound"},
    {"fLaC", "sound"},
    {"OggS", "sound or a film"},
    {"\u001aE\u00df\u00a3", "a film"},
    {"FLV\u0001", "a film"},
    {"\0\0\u0001\u00ba", "a film"},
    {"\0\0\u0001\u00b3", "a film"},
    {"wOFF", "a font"},
    {"wOF2", "a font"},
    {"OTTO", "a font"},
  };

  // Brands of ISO media files that hold pictures; all others hold films or sound.
  private static final Set<String> PICTURES =
      Set.of(
          "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1",
          "miaf", "avif", "avis", "avci", "avcs", "crx ", "jpeg", "jpgs", "jp2 ", "jpx ", "jxl ");

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
    Optional<String> known = signature(head);
    if (known.isPresent() || picture(head)) {
      return known;
    }
    return Optional.of(text(head) ? "text" : "a file of no known format");
  }

  private static Optional<String> signature(byte[] head) {
    for (String[] signature : SIGNATURES) {
      if (Format.starts(head, 0, signature[0])) {
        return Optional.of(signature[1]);
      }
    }
    String brand = brand(head);
    if (!brand.isEmpty() && !PICTURES.contains(brand)) {
      return Optional.of("a film or sound");
    }
    if (Format.starts(head, 4, "moov") || Format.starts(head, 4, "mdat")) {
      return Optional.of("a film");
    }
    boolean riff = Format.starts(head, 0, "RIFF");
    return riff && (Format.starts(head, 8, "AVI ") || Format.starts(head, 8, "WAVE"))
        ? Optional.of("a film or sound")
        : Optional.empty();
  }

  /** Whether it begins as a picture of a format that is known and not read. */
  private static boolean picture(byte[] head) {
    return PICTURES.contains(brand(head)) || Format.foreign(head).isPresent() || svg(head);
  }

  /** Of an ISO media file; empty for any other. */
  private static String brand(byte[] head) {
    return Format.starts(head, 4, "ftyp") ? Format.latin(head, 8, 4).toLowerCase(Locale.ROOT) : "";
  }

  private static boolean svg(byte[] head) {
    String start = Format.latin(head, 0, HEAD);
    return start.matches("(?s)(\u00ef\u00bb\u00bf)?\\s*<.*") && start.contains("<svg");
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
