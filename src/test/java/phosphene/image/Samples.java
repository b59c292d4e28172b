package phosphene.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;
import phosphene.image.codec.Codecs;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Raster;

/** Files of photos, made in memory. */
public final class Samples {
  private Samples() {}

  /** Four quarters of a picture, in reading order; large enough to survive JPEG. */
  public static BufferedImage quarters(int width, int height, int... rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb[2 * (2 * y / height) + 2 * x / width]);
      }
    }
    return image;
  }

  public static BufferedImage quarters(int width, int height) {
    return quarters(width, height, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00);
  }

  /** Red that is opaque, half transparent, not to be seen; and opaque green. */
  public static BufferedImage glass() {
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 4, 1, new int[] {0xffff0000, 0x80ff0000, 0x00ff0000, 0xff00ff00}, 0, 4);
    return image;
  }

  /** A file by the JDK's own writer of a format. */
  public static byte[] file(BufferedImage image, String format) {
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

  public static byte[] progressive(BufferedImage image) {
    ImageWriter writer = Codecs.jpegWriter();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      var metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
      writer.write(null, new IIOImage(image, List.of(), metadata), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * An EXIF block with a camera's name, an orientation, GPS, and a thumbnail in a second directory.
   */
  public static byte[] exif(ByteOrder order, int orientation, byte[] thumbnail) {
    ByteBuffer out = ByteBuffer.allocate(256 + thumbnail.length).order(order);
    out.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
    out.putShort((short) 42).putInt(8);
    out.putShort((short) 4);
    entry(out, 0x10f, 2, 8, 150);
    shorts(out, 0x112, orientation);
    entry(out, 0x8769, 4, 1, 70);
    entry(out, 0x8825, 4, 1, 120);
    out.putInt(160);
    out.position(70).putShort((short) 3);
    shorts(out, 0xa001, 0xffff);
    entry(out, 0xa002, 4, 1, 64);
    shorts(out, 0xa003, 48);
    out.putInt(0);
    out.position(120).putShort((short) 1);
    entry(out, 1, 2, 2, 0);
    out.position(130).put(new byte[] {'N', 0});
    out.position(134).putInt(0);
    out.position(150).put("Phosphe\0".getBytes(StandardCharsets.US_ASCII));
    out.position(160).putShort((short) 3);
    shorts(out, 0x103, 6);
    entry(out, 0x201, 4, 1, 256);
    entry(out, 0x202, 4, 1, thumbnail.length);
    out.putInt(0);
    out.position(256).put(thumbnail);
    return out.array();
  }

  private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
    out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static void shorts(ByteBuffer out, int tag, int value) {
    out.putShort((short) tag).putShort((short) 3).putInt(1);
    out.putShort((short) value).putShort((short) 0);
  }

  /** A JPEG with a segment after its first marker. */
  public static byte[] segment(byte[] jpeg, int marker, byte[] content) {
    return ByteBuffer.allocate(jpeg.length + content.length + 4)
        .put(jpeg, 0, 2)
        .put((byte) 0xff)
        .put((byte) marker)
        .putShort((short) (content.length + 2))
        .put(content)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  public static byte[] withExif(byte[] jpeg, byte[] exif) {
    return segment(jpeg, 0xe1, join(ascii("Exif\0\0"), exif));
  }

  /** A JPEG of one color whose four components are stored as they are, as Adobe's programs do. */
  public static byte[] fourComponents(int transform, int... levels) {
    var raster = java.awt.image.Raster.createInterleavedRaster(0, 32, 32, 4, null);
    for (int i = 0; i < 32 * 32; i++) {
      raster.setPixel(i % 32, i / 32, levels);
    }
    ImageWriter writer = Codecs.jpegWriter();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, List.of(), null), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    byte[] adobe = join(ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, (byte) transform});
    return segment(bytes.toByteArray(), 0xee, adobe);
  }

  /** A lossless WebP of the pixels, by libwebp. */
  public static byte[] webp(BufferedImage image) {
    return ffmpeg(file(image, "png"), "-c:v libwebp -lossless 1 -f webp");
  }

  /** What ffmpeg makes of a PNG. */
  public static byte[] ffmpeg(byte[] png, String options) {
    try {
      Path in = Files.createTempFile("sample", ".png");
      Path out = Files.createTempFile("sample", ".out");
      Files.write(in, png);
      List<String> command = new ArrayList<>();
      command.add(Loader.load(ffmpeg.class));
      command.addAll(List.of("-v", "error", "-y", "-i", in.toString()));
      command.addAll(List.of(options.split(" ")));
      command.add(out.toString());
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new AssertionError("ffmpeg ended with " + status);
      }
      byte[] bytes = Files.readAllBytes(out);
      Files.delete(in);
      Files.delete(out);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Where {@code part} begins in {@code bytes}; -1 if nowhere. */
  public static int find(byte[] bytes, byte[] part) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }

  /** The levels of 0..255 of a pixel as 0xrrggbb. */
  public static int rgb(Raster raster, int x, int y) {
    int area = raster.width() * raster.height();
    int at = y * raster.width() + x;
    return Levels.level(raster.planes()[at]) << 16
        | Levels.level(raster.planes()[area + at]) << 8
        | Levels.level(raster.planes()[2 * area + at]);
  }

  /** The largest difference of two pictures of one size, in levels. */
  public static double distance(Raster a, Raster b) {
    double most = 0;
    for (int i = 0; i < a.planes().length; i++) {
      most = Math.max(most, Math.abs(a.planes()[i] - b.planes()[i]) * 255);
    }
    return most;
  }

  /** Peak signal to noise ratio in decibels. */
  public static double psnr(Raster a, Raster b) {
    double sum = 0;
    for (int i = 0; i < a.planes().length; i++) {
      double difference = a.planes()[i] - b.planes()[i];
      sum += difference * difference;
    }
    return -10 * Math.log10(sum / a.planes().length);
  }
}
