package phosphene.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * One pass over the chunks of a PNG: checksums are verified and texts collected here, and only the
 * chunks that make pixels are handed on to the JDK's reader.
 */
final class PngReader {
  // 100 million: 1.2 GB of floats; a header may claim more than any heap holds
  private static final long MOST_PIXELS = 100_000_000;
  private static final Set<String> PIXEL_CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private final ByteBuffer in;
  private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
  private final Map<String, String> texts = new LinkedHashMap<>();

  private PngReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  static Png.Decoded read(byte[] bytes) {
    PngReader reader = new PngReader(bytes);
    reader.signature();
    String type = reader.chunk();
    if (!type.equals("IHDR")) {
      throw new UnreadableImageException("PNG starts with " + type + " instead of IHDR");
    }
    while (!type.equals("IEND")) {
      type = reader.chunk();
    }
    return new Png.Decoded(raster(reader.image()), reader.texts);
  }

  private void signature() {
    byte[] start = new byte[Math.min(8, in.remaining())];
    in.get(start);
    if (!Arrays.equals(start, PngWriter.SIGNATURE)) {
      throw new UnreadableImageException("not a PNG");
    }
    pixels.writeBytes(start);
  }

  /** Reads one chunk and returns its type. */
  private String chunk() {
    int start = in.position();
    int length = in.remaining() < 12 ? -1 : in.getInt();
    if (length < 0 || length > in.remaining() - 8) {
      throw new UnreadableImageException("PNG ends early, at byte " + in.limit());
    }
    byte[] name = new byte[4];
    byte[] body = new byte[length];
    in.get(name).get(body);
    String type = new String(name, StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(body);
    if (in.getInt() != (int) sum.getValue()) {
      throw new UnreadableImageException("checksum of PNG chunk at byte " + start + " is wrong");
    }
    if (type.equals("IHDR")) {
      header(ByteBuffer.wrap(body));
    }
    if (PIXEL_CHUNKS.contains(type)) {
      pixels.write(in.array(), start, in.position() - start);
    } else {
      PngText.read(type, body).ifPresent(text -> texts.putIfAbsent(text.keyword(), text.text()));
    }
    return type;
  }

  private static void header(ByteBuffer body) {
    long width = body.remaining() == 13 ? body.getInt(0) : 0;
    long height = body.remaining() == 13 ? body.getInt(4) : 0;
    if (width < 1 || height < 1 || width * height > MOST_PIXELS) {
      throw new UnreadableImageException("PNG claims a size of " + width + "x" + height);
    }
  }

  private BufferedImage image() {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (MemoryCacheImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(pixels.toByteArray()))) {
      reader.setInput(stream, true, true);
      return reader.read(0);
    } catch (IOException | RuntimeException e) {
      // The JDK's reader answers some damage with unchecked exceptions.
      throw new UnreadableImageException("damaged PNG (" + e.getMessage() + ")", e);
    } finally {
      reader.dispose();
    }
  }

  private static Raster raster(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] planes = new float[3 * width * height];
    float[] pixel = new float[4];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        read(image, x, y, pixel);
        for (int plane = 0; plane < 3; plane++) {
          planes[(plane * height + y) * width + x] = pixel[plane] * pixel[3] + (1 - pixel[3]);
        }
      }
    }
    return new Raster(width, height, planes);
  }

  /**
   * Red, green, blue and opacity in 0..1. Samples are read from the raster, because {@code getRGB}
   * takes grey for linear light and would brighten it.
   */
  private static void read(BufferedImage image, int x, int y, float[] pixel) {
    if (image.getColorModel() instanceof IndexColorModel) {
      int argb = image.getRGB(x, y);
      for (int i = 0; i < 4; i++) {
        pixel[i] = (argb >> new int[] {16, 8, 0, 24}[i] & 255) / 255f;
      }
      return;
    }
    int bands = image.getRaster().getNumBands();
    float most = (1 << image.getSampleModel().getSampleSize(0)) - 1;
    for (int i = 0; i < 3; i++) {
      pixel[i] = image.getRaster().getSample(x, y, bands < 3 ? 0 : i) / most;
    }
    pixel[3] = bands % 2 == 1 ? 1 : image.getRaster().getSample(x, y, bands - 1) / most;
  }
}
