package phosphene.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** PNG files of 8 bits a colour, with texts inside (iTXt chunks). */
public final class Png {
  private static final String FORMAT = "javax_imageio_png_1.0";
  private static final String TEXTS = "iTXt";
  private static final String TEXT = "iTXtEntry";

  private Png() {}

  /** A picture with the texts that its file held. */
  public record Decoded(Raster raster, Map<String, String> texts) {}

  /**
   * The file of a picture; the same bytes for the same picture and texts. Values are clamped to
   * 0..1 and rounded to the nearest of 256.
   *
   * @param texts by keyword of 1 to 79 Latin-1 characters, written in the map's order
   */
  public static byte[] encode(Raster raster, Map<String, String> texts) {
    return encode(image(raster), texts);
  }

  static byte[] encode(BufferedImage image, Map<String, String> texts) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
      if (!texts.isEmpty()) {
        metadata.mergeTree(FORMAT, tree(texts));
      }
      writer.setOutput(out);
      writer.write(new IIOImage(image, List.of(), metadata));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadataNode tree(Map<String, String> texts) {
    IIOMetadataNode entries = new IIOMetadataNode(TEXTS);
    texts.forEach(
        (keyword, text) -> {
          IIOMetadataNode entry = new IIOMetadataNode(TEXT);
          entry.setAttribute("keyword", keyword);
          entry.setAttribute("compressionFlag", "FALSE");
          entry.setAttribute("compressionMethod", "0");
          entry.setAttribute("languageTag", "");
          entry.setAttribute("translatedKeyword", "");
          entry.setAttribute("text", text);
          entries.appendChild(entry);
        });
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    root.appendChild(entries);
    return root;
  }

  /**
   * The picture of a PNG file. Grey becomes colour; transparency is dropped.
   *
   * @throws UnreadableImageException if the bytes are no whole PNG file
   */
  public static Decoded decode(byte[] bytes) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in);
      BufferedImage image = reader.read(0);
      return new Decoded(raster(image), texts(reader.getImageMetadata(0)));
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

  private static BufferedImage image(Raster raster) {
    int area = raster.width() * raster.height();
    BufferedImage image =
        new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_RGB);
    int[] stored = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < area; i++) {
      int red = level(raster.planes()[i]);
      int green = level(raster.planes()[area + i]);
      int blue = level(raster.planes()[2 * area + i]);
      stored[i] = red << 16 | green << 8 | blue;
    }
    return image;
  }

  /** The level of 0..255 that is nearest to a value of 0..1. */
  static int level(float value) {
    return (int) (Math.max(0, Math.min(1, value)) * 255 + 0.5f);
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
