package phosphene.image.codec;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Opacity;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.png.PngEncoder;

/** PNG files of 8 bits a color, with texts inside (iTXt chunks). */
public final class Png {
  private static final String FORMAT = "javax_imageio_png_1.0";
  private static final String TEXT = "iTXtEntry";

  private Png() {}

  /**
   * A picture with the texts that its file held.
   *
   * @param opacity empty if all is opaque
   */
  public record Decoded(Raster raster, Optional<Opacity> opacity, Map<String, String> texts) {
    /** What is seen of the picture over a ground of one gray. */
    public Raster over(float gray) {
      return opacity.map(clear -> clear.over(gray, raster)).orElse(raster);
    }
  }

  /**
   * The file of a picture; the same bytes for the same picture and texts. Values are clamped to
   * 0..1 and rounded to the nearest of 256.
   *
   * @param texts by keyword of 1 to 79 Latin-1 characters, written in the map's order
   */
  public static byte[] encode(Raster raster, Map<String, String> texts) {
    return encode(raster, Optional.empty(), texts);
  }

  /**
   * The file of a picture as above, with its opacity.
   *
   * @param opacity of the picture's size; empty: the file has none
   */
  public static byte[] encode(Raster raster, Optional<Opacity> opacity, Map<String, String> texts) {
    int area = raster.width() * raster.height();
    int channels = opacity.isPresent() ? 4 : 3;
    float[] alpha = opacity.map(Opacity::values).orElseGet(() -> new float[0]);
    return new PngEncoder(raster.width(), raster.height(), channels)
        .encode(
            (y, line) -> {
              for (int i = 0; i < line.length; i++) {
                int from = y * raster.width() + i / channels;
                int channel = i % channels;
                float value = channel == 3 ? alpha[from] : raster.planes()[channel * area + from];
                line[i] = (byte) Levels.level(value);
              }
            },
            texts);
  }

  /**
   * The picture of a PNG file. Gray becomes color.
   *
   * @throws UnreadableImageException if the bytes are no whole PNG file
   */
  public static Decoded decode(byte[] bytes) {
    ImageReader reader = Codecs.reader(Format.PNG);
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in);
      BufferedImage image = reader.read(0);
      return new Decoded(raster(image), opacity(image), texts(reader.getImageMetadata(0)));
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException("Cannot decode image: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  private static Map<String, String> texts(IIOMetadata metadata) {
    Map<String, String> texts = new LinkedHashMap<>();
    Element root = (Element) metadata.getAsTree(FORMAT);
    NodeList entries = root.getElementsByTagName(TEXT);
    for (int i = 0; i < entries.getLength(); i++) {
      Element entry = (Element) entries.item(i);
      texts.put(entry.getAttribute("keyword"), entry.getAttribute("text"));
    }
    return texts;
  }

  private static Optional<Opacity> opacity(BufferedImage image) {
    if (!image.getColorModel().hasAlpha()) {
      return Optional.empty();
    }
    int width = image.getWidth();
    int[] packed = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    float[] values = new float[packed.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (packed[i] >>> 24) / 255f;
    }
    return Optional.of(new Opacity(width, image.getHeight(), values));
  }

  private static Raster raster(BufferedImage image) {
    int area = image.getWidth() * image.getHeight();
    int[] packed =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    float[] planes = new float[3 * area];
    for (int i = 0; i < area; i++) {
      planes[i] = (packed[i] >> 16 & 0xff) / 255f;
      planes[area + i] = (packed[i] >> 8 & 0xff) / 255f;
      planes[2 * area + i] = (packed[i] & 0xff) / 255f;
    }
    return new Raster(image.getWidth(), image.getHeight(), planes);
  }
}
