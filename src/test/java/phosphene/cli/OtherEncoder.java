package phosphene.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;

/** Files of the same images as encoders of other machines write them. */
final class OtherEncoder {
  private OtherEncoder() {}

  /** The JDK's encoder, with the texts of the file. */
  static byte[] png(byte[] file) throws IOException {
    return again(file, "png");
  }

  /** A progressive file of the same coefficients. */
  static byte[] jpeg(byte[] file) throws IOException {
    return again(file, "jpeg");
  }

  private static byte[] again(byte[] file, String format) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    ImageReader reader = readers.next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(file));
        var out = ImageIO.createImageOutputStream(bytes)) {
      reader.setInput(in);
      BufferedImage image = reader.read(0);
      IIOMetadata metadata = reader.getImageMetadata(0);
      ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0.95f);
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), param);
      writer.dispose();
    } finally {
      reader.dispose();
    }
    return bytes.toByteArray();
  }
}
