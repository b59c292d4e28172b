package phosphene.image.tiff;

import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * How the pixels of a TIFF file are stored, by its first directory. What makes no sense, or what
 * nobody reads, is refused here, before any pixel is looked at.
 */
public final class TiffHeader {
  static final int WHITE_IS_ZERO = 0;
  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int MASK = 4;
  static final int SEPARATED = 5;
  static final int YCBCR = 6;
  static final int CIELAB = 8;
  static final int ICCLAB = 9;
  static final int ITULAB = 10;
  private static final int UNSIGNED = 1;

  private static final int SIGNED = 2;
  private static final int FLOAT = 3;

  private static final Set<Integer> KNOWN =
      Set.of(
          WHITE_IS_ZERO,
          BLACK_IS_ZERO,
          RGB,
          PALETTE,
          MASK,
          SEPARATED,
          YCBCR,
          CIELAB,
          ICCLAB,
          ITULAB);

  // More is no picture: satellites have a dozen.
  private static final int MOST_SAMPLES = 64;

  public final TiffDirectory tags;
  public final long width;
  public final long height;
  public final int compression;
  final int kind;
  final int samples;
  final boolean planar;
  final int predictor;
  final boolean reversed;
  final boolean tiled;
  public final long chunkWidth;
  public final long chunkHeight;

  private final int[] bits;
  private final int[] formats;

  private TiffHeader(TiffDirectory tags) {
    this.tags = tags;
    width = tags.number(0x100, 0);
    height = tags.number(0x101, 0);
    compression = (int) tags.number(0x103, 1);
    int claimed = (int) Math.min(Integer.MAX_VALUE, tags.number(0x115, 1));
    samples = tags.has(0x115) ? claimed : (int) Math.max(1, Math.min(tags.count(0x102), 64));
    kind = (int) tags.number(0x106, guessed());
    planar = samples > 1 && tags.number(0x11c, 1) == 2;
    predictor = (int) tags.number(0x13d, 1);
    reversed = tags.number(0x10a, 1) == 2;
    tiled = tags.has(0x144) || tags.has(0x142);
    chunkWidth = tiled ? tags.number(0x142, width) : width;
    chunkHeight = tiled ? tags.number(0x143, height) : Math.min(height, tags.number(0x116, height));
    int some = Math.max(1, Math.min(samples, MOST_SAMPLES));
    bits = IntStream.range(0, some).map(i -> each(0x102, i, 1)).toArray();
    formats = IntStream.range(0, some).map(i -> each(0x153, i, UNSIGNED)).toArray();
  }

  /**
   * The header of a directory.
   *
   * @throws IndexOutOfBoundsException if values lie beyond the end of the file
   */
  public static TiffHeader of(TiffDirectory tags) {
    return new TiffHeader(tags);
  }

  /** What most writers meant who left the kind of colors out. */
  private int guessed() {
    if (tags.has(0x140)) {
      return PALETTE;
    }
    return samples - tags.count(0x152) >= 3 ? RGB : BLACK_IS_ZERO;
  }

  /** The value of a sample; of the first one where the file says fewer than there are. */
  private int each(int tag, int sample, int otherwise) {
    return (int) tags.number(tag, sample, tags.number(tag, otherwise));
  }

  /** Refuses what cannot be read, by its name. */
  public void check() {
    if (TiffCompression.codec(compression).isEmpty() && !TiffCompression.librarys(compression)) {
      throw unsupported(TiffCompression.name(compression) + " compression");
    }
    if (kind == 32844 || kind == 32845) {
      throw unsupported("logarithmic luminance (LogLuv)");
    }
    if (!KNOWN.contains(kind)) {
      throw unsupported("colours of kind " + kind);
    }
    if (samples < colors() || samples > MOST_SAMPLES) {
      throw damaged(samples + " samples a pixel (must be " + colors() + " to 64)");
    }
    if (chunkWidth < 1 || chunkHeight < 1) {
      throw damaged("strips or tiles of " + chunkWidth + "x" + chunkHeight + " pixels");
    }
    if (lab() && TiffCompression.librarys(compression)) {
      throw unsupported("JPEG compression of CIELab");
    }
    if (!TiffCompression.librarys(compression)) {
      checkSamples();
    }
  }

  private void checkSamples() {
    for (int sample = 0; sample < samples; sample++) {
      int depth = bits[sample];
      String what = depth + " bits a sample";
      boolean shown = sample < colors() || sample == alpha();
      if (depth < 1 || depth > 64) {
        throw damaged(what + " (must be 1 to 64)");
      }
      if (shown && formats[sample] != formats[0]) {
        throw unsupported("samples of several formats");
      }
      if (shown && floats() && depth != 16 && depth != 24 && depth != 32 && depth != 64) {
        throw unsupported("floating-point numbers of " + depth + " bits");
      }
      if (shown && !floats() && depth > 32) {
        throw unsupported("whole numbers of " + depth + " bits");
      }
    }
    if (formats[0] > 4) {
      throw unsupported("complex numbers");
    }
    if (formats[0] == SIGNED && !lab()) {
      // Some writers mean numbers without, some half of the range below 0, some neither.
      throw unsupported("numbers with a sign (SampleFormat 2), of which none is said to be black,");
    }
    if (predictor < 1 || predictor > 3 || (predictor == 3 && !floats())) {
      throw damaged("predictor " + predictor);
    }
    if (kind == PALETTE && (floats() || bits[0] > 16)) {
      throw unsupported("a palette of " + bits[0] + " bits");
    }
    if (predictor != 1 && IntStream.of(bits).distinct().count() > 1) {
      throw unsupported("a predictor for samples of several sizes");
    }
    if (kind == YCBCR) {
      checkSubsampling();
    }
  }

  private void checkSubsampling() {
    if (!Set.of(1, 2, 4).contains(across()) || !Set.of(1, 2, 4).contains(down())) {
      throw damaged("YCbCr subsampled by " + across() + "x" + down());
    }
    boolean subsampled = across() * down() > 1;
    if (bits[0] != 8 || bits[1] != 8 || bits[2] != 8 || formats[0] != UNSIGNED) {
      throw unsupported("YCbCr of " + bits[0] + " bits a sample");
    }
    if (subsampled && (samples > 3 || predictor != 1)) {
      throw unsupported("subsampled YCbCr with " + samples + " samples, predictor " + predictor);
    }
    boolean cut = chunkWidth < width && chunkWidth % across() != 0;
    if (cut || (chunkHeight < height && chunkHeight % down() != 0)) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "strips or tiles of %dx%d pixels, YCbCr subsampled by %dx%d",
              chunkWidth,
              chunkHeight,
              across(),
              down()));
    }
  }

  /** How many samples make the color of a pixel. */
  int colors() {
    return switch (kind) {
      case RGB, YCBCR, CIELAB, ICCLAB, ITULAB -> 3;
      case SEPARATED -> (int) Math.max(1, Math.min(MOST_SAMPLES, tags.number(0x14e, 4)));
      default -> 1;
    };
  }

  /** The number of the sample that is the opacity; -1 if none is. */
  int alpha() {
    int extra = samples - colors();
    if (extra > 0 && !tags.has(0x152)) {
      // The tag is required; some left it out of RGB with opacity, and meant this.
      return kind == YCBCR ? -1 : colors();
    }
    for (int i = 0; i < Math.min(extra, tags.count(0x152)); i++) {
      long meaning = tags.number(0x152, i, 0);
      if (meaning == 1 || meaning == 2) {
        return colors() + i;
      }
    }
    return -1;
  }

  /** Whether colors are multiplied with the opacity. */
  boolean associated() {
    return alpha() >= 0 && tags.number(0x152, alpha() - colors(), 2) == 1;
  }

  boolean lab() {
    return kind == CIELAB || kind == ICCLAB || kind == ITULAB;
  }

  boolean floats() {
    return formats[0] == FLOAT;
  }

  int bits(int sample) {
    return bits[sample];
  }

  int[] bits() {
    return bits.clone();
  }

  /** Columns that share their color in YCbCr; 1 otherwise. */
  int across() {
    return kind == YCBCR ? (int) tags.number(0x212, 0, 2) : 1;
  }

  /** Rows that share their color in YCbCr; 1 otherwise. */
  int down() {
    return kind == YCBCR ? (int) tags.number(0x212, 1, 2) : 1;
  }

  /** Whether 256 levels hold all that is shown of a pixel, with no rounding. */
  boolean coarse() {
    boolean few = true;
    for (int sample = 0; sample < samples; sample++) {
      boolean shown = sample < colors() ? kind != PALETTE : sample == alpha();
      few &= !shown || even(bits[Math.min(sample, bits.length - 1)]);
    }
    return few && !floats() && !lab() && !associated();
  }

  /** Whether a photo of it has opaque pixels of 256 levels. */
  public boolean plain() {
    return coarse() && alpha() < 0 && kind != SEPARATED;
  }

  private static boolean even(int bits) {
    return bits >= 1 && bits <= 8 && 8 % bits == 0;
  }

  UnreadableImageException unsupported(String what) {
    return new UnreadableImageException(
        Reason.UNSUPPORTED, "Cannot decode TIFF: " + what + " is not supported");
  }

  UnreadableImageException damaged(String what) {
    return new UnreadableImageException(Reason.DAMAGED, "Cannot decode TIFF: " + what);
  }
}
