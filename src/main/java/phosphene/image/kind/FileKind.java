package phosphene.image.kind;

import java.util.Optional;
import phosphene.image.pixel.Format;

/**
 * What a file is that is not read as a photo, by its first bytes.
 *
 * @param name with its article, such as {@code a camera's raw file (Olympus)}; to be put into a
 *     sentence
 */
public record FileKind(String name, Family family) {
  /** What such files hold. */
  public enum Family {
    /** Pictures in a format that is not supported. */
    PICTURE,
    /** What a camera's sensor saw. */
    CAMERA_RAW,
    FILM,
    SOUND,
    /** Texts and tables, for people. */
    DOCUMENT,
    /** Other files, packed together. */
    ARCHIVE,
    /** What belongs to other files, such as descriptions of photos. */
    SIDECAR,
    /** Programs and their data. */
    DATA
  }

  /** How many of a file's first bytes tell what it is, at most. */
  public static final int BYTES = 4096;

  /**
   * What a file of these first bytes is; empty if it may be a photo of a supported format, or if
   * nobody knows.
   *
   * @param start of the file: all of it, or at least {@link #BYTES} where it has so many
   */
  public static Optional<FileKind> of(byte[] start) {
    return Format.of(start).isPresent()
        ? Optional.empty()
        : FileSignatures.of(start).or(() -> Iso.of(start)).or(() -> MarkupFiles.of(start));
  }

  /** Whether nobody means a photo by it: true for all but pictures and cameras' raw files. */
  public boolean evidentlyNoPhoto() {
    return family != Family.PICTURE && family != Family.CAMERA_RAW;
  }

  /** Files of the ISO base media format (ISO/IEC 14496-12), by their brand. */
  private static final class Iso {
    private Iso() {}

    static Optional<FileKind> of(byte[] start) {
      if (!Format.starts(start, 4, "ftyp")) {
        return Optional.empty();
      }
      String brand = Format.latin(start, 8, 4);
      if (brand.startsWith("crx")) {
        return Optional.of(new FileKind("a camera's raw file (CR3)", Family.CAMERA_RAW));
      }
      return Optional.of(
          switch (brand) {
            case "heic",
                "heix",
                "hevc",
                "hevx",
                "heim",
                "heis",
                "hevm",
                "hevs",
                "mif1",
                "mif2",
                "msf1",
                "avci",
                "avcs",
                "jpeg",
                "jpgs",
                "j2ki",
                "j2is" ->
                new FileKind("HEIF", Family.PICTURE);
            case "avif", "avis" -> new FileKind("AVIF", Family.PICTURE);
            case "M4A ", "M4B ", "M4P ", "F4A ", "F4B " ->
                new FileKind("a sound file (MPEG-4)", Family.SOUND);
            case "qt  " -> new FileKind("a film (QuickTime)", Family.FILM);
            case "jp2 ", "jpx ", "jpm " -> new FileKind("JPEG 2000", Family.PICTURE);
            default ->
                brand.startsWith("3g")
                    ? new FileKind("a film (3GP)", Family.FILM)
                    : new FileKind("a film (MP4)", Family.FILM);
          });
    }
  }
}
