package phosphene.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Locale;
import java.util.Map;
import phosphene.image.codec.Jpeg;
import phosphene.image.codec.Png;
import phosphene.image.exif.Metadata;
import phosphene.image.jpeg.JpegFrame;
import phosphene.image.jpeg.JpegSegments;
import phosphene.image.kind.FileKind;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;
import phosphene.image.png.PngChunks;
import phosphene.image.png.PngEncoder;

/** Photos of every usual format, to upright sRGB pictures and back to files. */
public final class Photos {
  /** 200 megapixels: beyond any camera of today, and 0.6 GB as levels of 8 bits. */
  public static final long PIXEL_LIMIT = 200_000_000;

  // Three planes of this many values are the longest array.
  private static final long MOST_PIXELS = Integer.MAX_VALUE / 3 - 8;

  private Photos() {}

  /** As {@link #decode(byte[], String, long)}, of a file whose name says nothing. */
  public static Photo decode(byte[] bytes, long pixelLimit) {
    return decode(bytes, "", pixelLimit);
  }

  /**
   * The picture of a JPEG, PNG, WebP, HEIF, AVIF, TIFF, BMP or GIF file (of several pages or frames
   * the first, of several pictures the primary one); the format is recognized by the bytes. Colors
   * become sRGB by the file's ICC profile; CMYK and gray are converted, EXIF's orientation is
   * applied. {@link #extent} says how much memory it takes; width and height are read before any
   * pixel is, so that refusing costs no memory. WebP, HEIF and AVIF are decoded in a process of
   * their own.
   *
   * @param name of the file; if it belies the format, the photo's notes say so
   * @param pixelLimit the most pixels, width times height
   * @throws UnreadableImageException if the bytes are no whole picture within the limit
   */
  public static Photo decode(byte[] bytes, String name, long pixelLimit) {
    Photo photo = decoding(bytes, pixelLimit).photo();
    return photo.format().belies(name)
        ? photo.noted("named " + name + ", but a " + photo.format() + " file")
        : photo;
  }

  /**
   * The size of a photo by its header: no pixel is read.
   *
   * @throws UnreadableImageException as {@link #decode(byte[], long)} for a header without sense
   */
  public static Extent extent(byte[] bytes, long pixelLimit) {
    return decoding(bytes, pixelLimit).extent();
  }

  private static Decoding decoding(byte[] bytes, long pixelLimit) {
    if (bytes.length == 0) {
      throw new UnreadableImageException(Reason.EMPTY, "Cannot decode image: no bytes");
    }
    Format format = Format.of(bytes).orElseThrow(() -> unknown(bytes));
    byte[] readable = format == Format.JPEG ? JpegFrame.tall(bytes) : bytes;
    return new Decoding(readable, format, Math.min(pixelLimit, MOST_PIXELS));
  }

  private static UnreadableImageException unknown(byte[] bytes) {
    return FileKind.of(bytes)
        .map(
            kind ->
                new UnreadableImageException(
                    Reason.UNSUPPORTED,
                    "Cannot decode image: " + kind.name() + " is not supported"))
        .orElseGet(
            () ->
                new UnreadableImageException(
                    Reason.UNKNOWN_FORMAT,
                    "Cannot decode image: its first bytes are those of no known format"));
  }

  /**
   * The file of a picture that was made from a photo: JPEG of quality 95 and 4:4:4 for an opaque
   * JPEG, HEIF or AVIF, PNG for all else; the same bytes for the same arguments. It is sRGB, says
   * so by having no profile, and is upright. What was transparent is so again: {@code picture} is
   * taken as lying over white, as in {@link Photo}. Texts become iTXt chunks of a PNG and comments
   * of a JPEG.
   *
   * @param picture of the size of the photo where that has an alpha channel
   * @param texts by keyword of 1 to 79 Latin-1 characters, written in the map's order
   */
  public static byte[] encode(
      Raster picture, Photo like, Metadata policy, Map<String, String> texts) {
    byte[] exif = policy.of(like.exif(), picture.width(), picture.height());
    return like.output() == Format.JPEG
        ? JpegSegments.with(Jpeg.encode(image(picture)), exif, texts)
        : png(picture, like.alpha(), exif, texts);
  }

  /** The ending of the file that {@link #encode} makes of a photo, {@code jpg} or {@code png}. */
  public static String extension(Photo photo) {
    return photo.output().extension();
  }

  private static byte[] png(Raster picture, byte[] alpha, byte[] exif, Map<String, String> texts) {
    byte[] file =
        alpha.length == 0
            ? Png.encode(picture, texts)
            : new PngEncoder(picture.width(), picture.height(), 4)
                .encode(transparent(picture, alpha), texts);
    return exif.length == 0 ? file : PngChunks.with(file, "eXIf", exif);
  }

  private static BufferedImage image(Raster picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
    int area = picture.width() * picture.height();
    byte[] stored = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < 3 * area; i++) {
      stored[3 * (i % area) + 2 - i / area] = (byte) Levels.level(picture.planes()[i]);
    }
    return image;
  }

  /** Colors that give {@code picture} over white, where anything can be seen of them. */
  private static PngEncoder.Lines transparent(Raster picture, byte[] alpha) {
    int area = picture.width() * picture.height();
    if (alpha.length != area) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid picture: %dx%d (must be of the photo's %d pixels, which has an alpha"
                  + " channel)",
              picture.width(),
              picture.height(),
              alpha.length));
    }
    return (y, line) -> {
      for (int x = 0; x < picture.width(); x++) {
        int at = y * picture.width() + x;
        float share = (alpha[at] & 255) / 255f;
        for (int plane = 0; plane < 3; plane++) {
          float value = picture.planes()[plane * area + at];
          line[4 * x + plane] = (byte) Levels.level(share == 0 ? 1 : (value - 1 + share) / share);
        }
        line[4 * x + 3] = alpha[at];
      }
    };
  }
}
