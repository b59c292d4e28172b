package phosphene.image.kind;

import static phosphene.image.kind.FileKind.Family.ARCHIVE;
import static phosphene.image.kind.FileKind.Family.CAMERA_RAW;
import static phosphene.image.kind.FileKind.Family.DATA;
import static phosphene.image.kind.FileKind.Family.DOCUMENT;
import static phosphene.image.kind.FileKind.Family.FILM;
import static phosphene.image.kind.FileKind.Family.PICTURE;
import static phosphene.image.kind.FileKind.Family.SOUND;

import java.util.List;
import java.util.Optional;
import phosphene.image.pixel.Format;

/**
 * The first bytes of files that are no photos of a supported format, the longer ones before those
 * that they begin with. Sources: the formats' standards, and the lists of file(1) and PRONOM.
 */
final class FileSignatures {
  /** Bytes as Latin-1, and where they are. */
  private record Signature(int at, String bytes, FileKind kind) {
    boolean is(byte[] start) {
      return Format.starts(start, at, bytes);
    }
  }

  private static final List<Signature> ALL =
      List.of(
          // Cameras' raw files; those that are TIFF files are known by TiffRaw.
          raw(0, "IIRO", "Olympus ORF"),
          raw(0, "IIRS", "Olympus ORF"),
          raw(0, "MMOR", "Olympus ORF"),
          raw(0, "IIU\0", "Panasonic RW2"),
          raw(0, "FUJIFILMCCD-RAW", "Fujifilm RAF"),
          raw(0, "FOVb", "Sigma X3F"),
          raw(0, "II\u001a\0\0\0HEAPCCDR", "Canon CRW"),
          raw(0, "\0MRM", "Minolta MRW"),
          raw(0, "ARRI", "ARRI"),
          raw(4, "RED1", "RED"),
          raw(4, "RED2", "RED"),
          // Pictures
          picture(4, "jP  \r\n", "JPEG 2000"),
          picture(0, "\u00ffO\u00ffQ", "JPEG 2000"),
          picture(0, "\u00ff\n", "JPEG XL"),
          picture(4, "JXL ", "JPEG XL"),
          picture(0, "II\u00bc", "JPEG XR"),
          picture(0, "8BPS", "Photoshop"),
          picture(0, "gimp xcf", "GIMP's XCF"),
          picture(0, "v/1\u0001", "OpenEXR"),
          picture(0, "#?RADIANCE", "Radiance HDR"),
          picture(0, "#?RGBE", "Radiance HDR"),
          picture(0, "SIMPLE  =", "FITS"),
          picture(128, "DICM", "DICOM"),
          picture(0, "DDS ", "DDS"),
          picture(0, "SDPX", "DPX"),
          picture(0, "XPDS", "DPX"),
          picture(0, "\u0080*_\u00d7", "Cineon"),
          picture(0, "BPG\u00fb", "BPG"),
          picture(0, "qoif", "QOI"),
          picture(0, "FLIF", "FLIF"),
          picture(0, "\u0097JB2\r\n\u001a\n", "JBIG 2"),
          picture(0, "\u008aMNG", "MNG"),
          picture(0, "\u008bJNG", "JNG"),
          picture(0, "\u0001\u00da", "SGI"),
          picture(0, "Y\u00a6j\u0095", "Sun raster"),
          picture(0, "\u00abKTX ", "KTX"),
          picture(0, "\u00d7\u00cd\u00c6\u009a", "WMF"),
          picture(40, " EMF", "EMF"),
          picture(0, "\u00c5\u00d0\u00d3\u00c6", "EPS"),
          picture(0, "/* XPM */", "XPM"),
          picture(0, "AT&TFORM", "DjVu"),
          picture(8, "ILBM", "ILBM"),
          picture(8, "ACON", "an animated cursor"),
          // Films
          film(8, "AVI ", "AVI"),
          film(0, "\u001aE\u00df\u00a3", "Matroska or WebM"),
          film(0, "\0\0\u0001\u00ba", "MPEG"),
          film(0, "\0\0\u0001\u00b3", "MPEG"),
          film(0, "FLV\u0001", "Flash"),
          film(0, "0&\u00b2u\u008ef\u00cf\u0011", "Windows Media"),
          film(0, ".RMF", "RealMedia"),
          film(0, "\u0006\u000e+4\u0002\u0005\u0001\u0001", "MXF"),
          film(0, "YUV4MPEG2 ", "YUV4MPEG2"),
          film(4, "moov", "QuickTime"),
          film(4, "mdat", "QuickTime"),
          film(4, "wide", "QuickTime"),
          film(4, "pnot", "QuickTime"),
          // Sounds
          sound(8, "WAVE", "WAV"),
          sound(8, "AIFF", "AIFF"),
          sound(8, "AIFC", "AIFF"),
          sound(0, "ID3", "MP3"),
          sound(0, "fLaC", "FLAC"),
          sound(0, "MThd", "MIDI"),
          sound(0, "#!AMR", "AMR"),
          sound(0, "\u00ff\u00fb", "MP3"),
          sound(0, "\u00ff\u00f3", "MP3"),
          sound(0, "\u00ff\u00f2", "MP3"),
          sound(0, "\u00ff\u00f1", "AAC"),
          sound(0, "\u00ff\u00f9", "AAC"),
          // Documents
          document(0, "%PDF", "PDF"),
          document(0, "%!PS", "PostScript"),
          document(0, "{\\rtf", "a document (RTF)"),
          document(
              0,
              "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
              "a file of Microsoft Office or Windows (OLE)"),
          // Archives
          archive(0, "Rar!\u001a\u0007", "RAR"),
          archive(0, "7z\u00bc\u00af'\u001c", "7-Zip"),
          archive(0, "\u001f\u008b", "gzip"),
          archive(4, "1AY&SY", "bzip2"),
          archive(0, "\u00fd7zXZ", "xz"),
          archive(0, "(\u00b5/\u00fd", "Zstandard"),
          archive(0, "\u0004\"M\u0018", "LZ4"),
          archive(0, "MSCF", "CAB"),
          archive(257, "ustar", "tar"),
          // Programs and data
          data(0, "SQLite format 3\0", "a database (SQLite)"),
          data(0, "PAR1", "a table (Parquet)"),
          data(0, "\u0089HDF\r\n\u001a\n", "a data file (HDF5)"),
          data(0, "\u0093NUMPY", "a data file (NumPy)"),
          data(0, "\u007fELF", "a program (ELF)"),
          data(0, "MZ\u0090\0", "a program (Windows)"),
          data(0, "\u00ca\u00fe\u00ba\u00be", "a program (Java or macOS)"),
          data(0, "\u00cf\u00fa\u00ed\u00fe", "a program (macOS)"),
          data(0, "\0asm", "a program (WebAssembly)"),
          data(0, "bplist0", "settings (property list)"),
          data(0, "\0\0\0\u0001Bud1", "a folder's settings (.DS_Store)"),
          data(0, "wOFF", "a font"),
          data(0, "wOF2", "a font"),
          data(0, "OTTO", "a font"));

  private FileSignatures() {}

  /** The kind whose signature the bytes have. */
  static Optional<FileKind> of(byte[] start) {
    return ALL.stream()
        .filter(signature -> signature.is(start))
        .map(Signature::kind)
        .findFirst()
        .or(() -> zip(start))
        .or(() -> ogg(start))
        .or(() -> FileShapes.of(start));
  }

  private static Optional<FileKind> zip(byte[] start) {
    if (!Format.starts(start, 0, "PK\u0003\u0004") && !Format.starts(start, 0, "PK\u0005\u0006")) {
      return Optional.empty();
    }
    String names = Format.latin(start, 0, FileKind.BYTES);
    boolean office =
        List.of("[Content_Types].xml", "word/", "xl/", "ppt/", "opendocument", "epub+zip").stream()
            .anyMatch(names::contains);
    return Optional.of(
        office
            ? new FileKind("an office document", DOCUMENT)
            : new FileKind("an archive (ZIP)", ARCHIVE));
  }

  private static Optional<FileKind> ogg(byte[] start) {
    if (!Format.starts(start, 0, "OggS")) {
      return Optional.empty();
    }
    boolean film = Format.latin(start, 28, 7).endsWith("theora");
    return Optional.of(
        film ? new FileKind("a film (Ogg)", FILM) : new FileKind("a sound file (Ogg)", SOUND));
  }

  private static Signature raw(int at, String bytes, String maker) {
    return new Signature(
        at, bytes, new FileKind("a camera's raw file (" + maker + ")", CAMERA_RAW));
  }

  private static Signature picture(int at, String bytes, String name) {
    return new Signature(at, bytes, new FileKind(name, PICTURE));
  }

  private static Signature film(int at, String bytes, String name) {
    return new Signature(at, bytes, new FileKind("a film (" + name + ")", FILM));
  }

  private static Signature sound(int at, String bytes, String name) {
    return new Signature(at, bytes, new FileKind("a sound file (" + name + ")", SOUND));
  }

  private static Signature document(int at, String bytes, String name) {
    return new Signature(at, bytes, new FileKind(name, DOCUMENT));
  }

  private static Signature archive(int at, String bytes, String name) {
    return new Signature(at, bytes, new FileKind("an archive (" + name + ")", ARCHIVE));
  }

  private static Signature data(int at, String bytes, String name) {
    return new Signature(at, bytes, new FileKind(name, DATA));
  }
}
