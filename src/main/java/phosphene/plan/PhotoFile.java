package phosphene.plan;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A file of a photo collection, as its store lists it.
 *
 * @param path relative to the collection, {@code /} between segments
 * @param modified when, to the millisecond
 */
public record PhotoFile(String path, long bytes, Instant modified) implements Serializable {
  private static final List<String> LOSSLESS = List.of("png");
  private static final List<String> PLAIN = List.of("bmp", "tif", "tiff");
  // Bytes of a pixel. Two JPEGs had 0.11 and 0.41, eight PNGs of photos 1.25 to 2.1.
  private static final double COMPRESSED_BYTES = 0.3;
  private static final double LOSSLESS_BYTES = 1.8;
  private static final double PLAIN_BYTES = 3;
  private static final double LEAST_PIXELS = 4096;

  /**
   * About how many pixels it has, by the bytes that its format takes for one: within a factor of
   * four, without opening it.
   */
  public double pixels() {
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    double pixelBytes = COMPRESSED_BYTES;
    if (LOSSLESS.contains(extension)) {
      pixelBytes = LOSSLESS_BYTES;
    } else if (PLAIN.contains(extension)) {
      pixelBytes = PLAIN_BYTES;
    }
    return Math.max(LEAST_PIXELS, bytes / pixelBytes);
  }
}
