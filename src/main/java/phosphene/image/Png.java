package phosphene.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The PNG form of a {@link Raster}, with texts that let a picture explain itself (PNG
 * specification, third edition, https://www.w3.org/TR/png-3/).
 */
public final class Png {
  private Png() {}

  /**
   * An 8-bit RGB PNG (sRGB) of {@code raster}: values are clamped to 0..1 and rounded half up to
   * n/255, NaN becomes 0. Every entry of {@code texts} becomes one uncompressed iTXt chunk, in the
   * map's order, before the pixels. The same arguments give the same bytes wherever the JVM uses
   * the same zlib.
   *
   * @param texts keyword (1..79 printable Latin-1 characters, no space at either end nor two in a
   *     row) to text (any Unicode but U+0000)
   * @throws IllegalArgumentException if a keyword or a text breaks these rules
   */
  public static byte[] encode(Raster raster, Map<String, String> texts) {
    int width = raster.width();
    int area = width * raster.height();
    float[] planes = raster.planes();
    return PngWriter.write(
        width,
        raster.height(),
        texts,
        (y, row) -> {
          for (int x = 0; x < width; x++) {
            for (int plane = 0; plane < 3; plane++) {
              row[3 * x + plane] = level(planes[plane * area + y * width + x]);
            }
          }
        });
  }

  /**
   * The pixels and texts of a PNG of any colour type, bit depth and interlacing. Grey becomes three
   * equal planes, transparency shows white behind it, gamma and colour profiles are ignored. Of
   * several texts with one keyword the first counts; chunks' checksums are verified.
   *
   * @throws UnreadableImageException if the bytes are no PNG, damaged, or over 100 million pixels
   */
  public static Decoded decode(byte[] bytes) {
    return PngReader.read(bytes);
  }

  /** The 8-bit level of a value: clamped to 0..1, times 255, rounded half up. */
  static byte level(float value) {
    return (byte) (int) (Math.max(0, Math.min(1, value)) * 255 + 0.5f);
  }

  /**
   * What a PNG held.
   *
   * @param texts keyword to text in the order of the file; from tEXt, zTXt and iTXt chunks
   */
  public record Decoded(Raster raster, Map<String, String> texts) {
    public Decoded {
      texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }
  }
}
