package phosphene.site;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files of photos, as a visitor may drop them. */
final class PhotoFile {
  /** A lossless WebP of 20 x 10 pixels, red and blue, whose EXIF says 6. */
  static final String WEBP_6 =
      "UklGRqQAAABXRUJQVlA4WAoAAAAIAAAAEwAACQAAVlA4TBsAAAAvE0ACAA8Q87//8x8OyAQsNvpndmsQ0f9YuQAARVhJRmIAAABNTQAqAAAAEEV4aWZNZXRhAAUBEgADAAAAAQAGAAABGgAFAAAAAQAAAFIBGwAFAAAAAQAAAFoBKAADAAAAAQACAAACEwADAAAAAQABAAAAAAAAAAAASAAAAAEAAABIAAAAAQ==";

  private PhotoFile() {}

  /** Waves, edges and noise; transparent in parts where the type allows it. */
  static BufferedImage picture(int width, int height, int type) {
    SplittableRandom random = new SplittableRandom(31L * width + height);
    BufferedImage image = new BufferedImage(width, height, type);
    boolean clear = image.getColorModel().hasAlpha();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int noise = random.nextInt(40);
        int red = (int) (107 + 107 * Math.sin(x * 0.07 + y * 0.02)) + noise;
        int green = (x / 37 + y / 23) % 2 == 0 ? 30 + noise : 200 - noise;
        int blue = (int) (107 + 107 * Math.cos(y * 0.05 - x * 0.01)) + noise;
        int alpha = clear ? (int) (127.5 + 127.5 * Math.sin(x * 0.03 + y * 0.11)) : 255;
        image.setRGB(x, y, alpha << 24 | red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  static byte[] png(BufferedImage image) {
    return of(image, "png");
  }

  /** A PNG of three times 16 bits a pixel. */
  static byte[] deep(int width, int height) {
    var space = java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB);
    var model = new ComponentColorModel(space, false, false, Color.OPAQUE, DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(width, height);
    SplittableRandom random = new SplittableRandom(width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int wave = (int) (30000 + 30000 * Math.sin(x * 0.05 + y * 0.03));
        raster.setPixel(x, y, new int[] {wave, random.nextInt(65536), (x * 257 + y) % 65536});
      }
    }
    return png(new BufferedImage(model, raster, false, null));
  }

  /** A JPEG of one scan with height 0, and with the height behind the scan. */
  static byte[] tall(byte[] jpeg) {
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + 6);
    int end = jpeg.length - 2;
    file.put(jpeg, 0, end).putShort((short) 0xffdc).putShort((short) 4);
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    file.put(jpeg, frame + 5, 2).put(jpeg, end, 2).putShort(frame + 5, (short) 0);
    return file.array();
  }

  /** By the JDK's own writer of a format. */
  static byte[] of(BufferedImage image, String format) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    ImageWriter writer = writers.next();
    while (writer.getClass().getModule() != ImageIO.class.getModule()) {
      writer = writers.next();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The file, a PNG or a JPEG, with EXIF that says how it has to be turned. */
  static byte[] turned(byte[] file, int orientation) {
    byte[] exif =
        ByteBuffer.allocate(26)
            .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
            .putInt(8)
            .putShort((short) 1)
            .putShort((short) 0x112) // the tag
            .putShort((short) 3)
            .putInt(1)
            .putShort((short) orientation)
            .array();
    return (file[0] & 255) == 0xff ? segment(file, exif) : chunk(file, "eXIf", exif);
  }

  private static byte[] segment(byte[] jpeg, byte[] exif) {
    byte[] name = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(jpeg.length + 4 + name.length + exif.length)
        .put(jpeg, 0, 2)
        .putShort((short) 0xffe1)
        .putShort((short) (2 + name.length + exif.length))
        .put(name)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /** A PNG with one more chunk, of some numbers. */
  static byte[] chunk(byte[] png, String type, int... numbers) {
    ByteBuffer content = ByteBuffer.allocate(Integer.BYTES * numbers.length);
    content.asIntBuffer().put(numbers);
    return chunk(png, type, content.array());
  }

  private static byte[] chunk(byte[] png, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    int header = 8 + 12 + 13; // signature and IHDR
    return ByteBuffer.allocate(png.length + 12 + content.length)
        .put(png, 0, header)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) sum.getValue())
        .put(png, header, png.length - header)
        .array();
  }
}
