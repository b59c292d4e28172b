package phosphene.image.color;

import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import phosphene.image.exif.Tiff;

/**
 * What the values of a PNG mean: sRGB if there is neither a profile nor a space. The first chunk of
 * cICP, iCCP, sRGB that is understood decides, and gAMA and cHRM where there is none of these (PNG,
 * third edition, 4.3).
 *
 * @param said whether any of them is there
 */
public record PngColors(Optional<ICC_Profile> profile, Optional<RgbSpace> space, boolean said) {
  /** The chunks that say so. */
  public static final Set<String> CHUNKS = Set.of("cICP", "iCCP", "sRGB", "gAMA", "cHRM");

  private static final PngColors SRGB = new PngColors(Optional.empty(), Optional.empty(), true);

  private static final byte[] SRGB_CODES = {1, 13, 0, 1};

  // 4 MB: the largest profiles of printers have three
  private static final int PROFILE_LIMIT = 4 << 20;

  // gAMA and cHRM count in these.
  private static final double UNIT = 100_000;

  /**
   * Of the contents of the chunks that a file has.
   *
   * @param chunks by their types
   */
  public static PngColors of(Map<String, byte[]> chunks) {
    byte[] codes = chunks.getOrDefault("cICP", new byte[0]);
    if (Arrays.equals(codes, SRGB_CODES)) {
      return SRGB;
    }
    // RGB, and all of the range, which the last two numbers say.
    boolean rgb = codes.length == 4 && codes[2] == 0 && codes[3] == 1;
    Optional<RgbSpace> coded = rgb ? RgbSpace.of(codes[0], codes[1]) : Optional.empty();
    if (coded.isPresent()) {
      return new PngColors(Optional.empty(), coded, true);
    }
    Optional<ICC_Profile> profile =
        Optional.ofNullable(chunks.get("iCCP")).flatMap(PngColors::profile);
    if (profile.isPresent()) {
      return new PngColors(profile, Optional.empty(), true);
    }
    return chunks.containsKey("sRGB") ? SRGB : described(chunks);
  }

  private static PngColors described(Map<String, byte[]> chunks) {
    boolean said = chunks.containsKey("gAMA") || chunks.containsKey("cHRM");
    return new PngColors(Optional.empty(), RgbSpace.of(gamma(chunks), primaries(chunks)), said);
  }

  /** This, or what EXIF says where no chunk says anything. */
  public PngColors or(byte[] exif) {
    return !said && Tiff.adobeRgb(exif)
        ? new PngColors(Optional.empty(), Optional.of(RgbSpace.adobe()), true)
        : this;
  }

  private static double gamma(Map<String, byte[]> chunks) {
    byte[] content = chunks.getOrDefault("gAMA", new byte[0]);
    return content.length == 4 ? number(content, 0) : 0;
  }

  private static Optional<Chromaticities> primaries(Map<String, byte[]> chunks) {
    byte[] content = chunks.getOrDefault("cHRM", new byte[0]);
    return content.length == 32
        ? Optional.of(
            new Chromaticities(
                IntStream.range(0, 8).mapToDouble(i -> number(content, i)).toArray()))
        : Optional.empty();
  }

  private static double number(byte[] content, int index) {
    return (ByteBuffer.wrap(content).getInt(4 * index) & 0xffffffffL) / UNIT;
  }

  private static Optional<ICC_Profile> profile(byte[] chunk) {
    int name = 0;
    while (name < chunk.length && chunk[name] != 0) {
      name++;
    }
    if (name + 2 > chunk.length) {
      return Optional.empty();
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(chunk, name + 2, chunk.length - name - 2);
      byte[] buffer = new byte[PROFILE_LIMIT];
      int length = inflater.inflate(buffer);
      return inflater.finished()
          ? ColorConversion.profile(Arrays.copyOf(buffer, length))
          : Optional.empty();
    } catch (DataFormatException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }
}
