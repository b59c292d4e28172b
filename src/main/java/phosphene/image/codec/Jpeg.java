package phosphene.image.codec;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;

/**
 * JPEG files of quality 95 with full color resolution (4:4:4): dreams have edges between saturated
 * colors everywhere, which 4:2:0 would smear over two pixels.
 */
public final class Jpeg {
  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";
  private static final float QUALITY = 0.95f;

  private Jpeg() {}

  public static byte[] encode(BufferedImage image) {
    ImageWriter writer = Codecs.jpegWriter();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
      Element root = (Element) metadata.getAsTree(FORMAT);
      Element luminance = (Element) root.getElementsByTagName("componentSpec").item(0);
      luminance.setAttribute("HsamplingFactor", "1");
      luminance.setAttribute("VsamplingFactor", "1");
      metadata.setFromTree(FORMAT, root);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, List.of(), metadata), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
