package phosphene.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.imageio.ImageReader;
import phosphene.image.codec.Codecs;
import phosphene.image.codec.GifBlocks;
import phosphene.image.codec.NativeDecoder;
import phosphene.image.color.ColorConversion;
import phosphene.image.color.RgbSpace;
import phosphene.image.exif.Tiff;
import phosphene.image.exif.TiffExif;
import phosphene.image.exif.Xmp;
import phosphene.image.heif.HeifFile;
import phosphene.image.heif.HeifOverlay;
import phosphene.image.heif.HeifPicture;
import phosphene.image.jpeg.JpegFrame;
import phosphene.image.jpeg.JpegScans;
import phosphene.image.jpeg.JpegSegments;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.PixelRows;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;
import phosphene.image.pixel.UprightPhoto;
import phosphene.image.png.PngChunks;
import phosphene.image.tiff.TiffCompression;
import phosphene.image.tiff.TiffDirectory;
import phosphene.image.tiff.TiffHeader;
import phosphene.image.tiff.TiffPixels;
import phosphene.image.tiff.TiffRaw;
import phosphene.image.webp.WebpFile;
import phosphene.image.webp.WebpPicture;

/**
 * One file on its way to a {@link Photo}: its size first, and pixels only if they are few enough.
 */
final class Decoding {
  private final byte[] bytes;
  private final Format format;
  private final long pixelLimit;
  private final Refusals refusals;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Decoding(byte[] bytes, Format format, long pixelLimit) {
    this.bytes = bytes;
    this.format = format;
    this.pixelLimit = pixelLimit;
    refusals = new Refusals(bytes, format, pixelLimit);
  }

  Photo photo() {
    return refusing(this::decoded);
  }

  /** The size by the header, within the limit. */
  Extent extent() {
    return refusing(this::measured);
  }

  private <T> T refusing(Supplier<T> work) {
    try {
      return work.get();
    } catch (UncheckedIOException e) {
      throw e; // of a process that decodes: no fault of the photo's
    } catch (RuntimeException e) {
      // Decoders trip over damage in many ways, some only when their picture is looked at.
      throw e instanceof UnreadableImageException known ? known : refusals.of(e);
    }
  }

  private Photo decoded() {
    return switch (format) {
      case JPEG -> jpeg();
      case PNG -> png();
      case WEBP -> webp();
      case HEIF, AVIF -> heif();
      case TIFF -> tiff();
      case BMP -> photo(new byte[0]);
      case GIF -> gif();
    };
  }

  private Extent measured() {
    return switch (format) {
      case WEBP -> extent(WebpFile.of(bytes));
      case HEIF, AVIF -> extent(HeifFile.of(bytes, format));
      case TIFF -> extent(tiffHeader());
      case JPEG, PNG, BMP, GIF -> read();
    };
  }

  private Extent extent(TiffHeader header) {
    return extent(
        header.width,
        header.height,
        header.plain() && !Tiff.adobeRgb(described(TiffExif.of(bytes))));
  }

  private Extent extent(WebpFile file) {
    refusals.check(file.width(), file.height());
    boolean opaque = file.covered() && !file.picture().translucent();
    return extent(file.width(), file.height(), opaque);
  }

  private Extent extent(HeifFile file) {
    refusals.check(file.width(), file.height());
    boolean plain = !file.transparent() && !file.deep();
    return file.overlay()
        .map(HeifOverlay::extent)
        .orElseGet(() -> extent(file.width(), file.height(), plain));
  }

  private static Extent extent(long width, long height, boolean plain) {
    return plain ? Extent.plain((int) width, (int) height) : Extent.rich((int) width, (int) height);
  }

  private Extent read() {
    ImageReader reader = Codecs.reader(format);
    try (var in = new ByteArrayImageInputStream(bytes)) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      refusals.check(width, height);
      return plain() ? Extent.plain(width, height) : Extent.rich(width, height);
    } catch (IOException | RuntimeException e) {
      throw e instanceof UnreadableImageException known ? known : refusals.of(e);
    } finally {
      reader.dispose();
    }
  }

  /** Whether the header promises opaque pixels of 8 bits a color; false where it is not plain. */
  private boolean plain() {
    return switch (format) {
      case JPEG -> !Tiff.adobeRgb(described(JpegSegments.exif(bytes)));
      case PNG -> PngChunks.plain(bytes);
      case WEBP, HEIF, AVIF, TIFF -> false; // they tell their extent themselves
      case BMP -> bytes[28] == 24; // bits of a pixel
      case GIF -> false;
    };
  }

  private Photo jpeg() {
    byte[] exif = JpegSegments.exif(bytes);
    byte[] whole = JpegFrame.readable(bytes);
    if (!JpegSegments.ends(bytes) && JpegScans.complete(bytes, pixelLimit)) {
      whole = JpegSegments.ended(whole);
      notes.add("it lacks the marker of its end; all of its pixels are there");
    }
    int orientation = orientation(exif, JpegSegments.xmp(bytes));
    return with(ColorConversion.photo(read(whole), format, orientation, described(exif)), exif);
  }

  /** What may say that colors are Adobe RGB: EXIF, but nothing beside a profile. */
  private byte[] described(byte[] exif) {
    boolean profiled =
        switch (format) {
          case JPEG -> JpegSegments.profiled(bytes);
          case TIFF -> tiffHeader().tags.has(TiffPixels.PROFILE);
          default -> false;
        };
    return profiled ? new byte[0] : exif;
  }

  /** EXIF says how a picture has to be turned, and XMP where EXIF does not. */
  private static int orientation(byte[] exif, byte[] xmp) {
    return Tiff.orients(exif) ? Tiff.orientation(exif) : Xmp.orientation(xmp);
  }

  private Photo png() {
    PngChunks chunks = PngChunks.of(bytes);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    refusals.check(header.getInt(16) & 0xffffffffL, header.getInt(20) & 0xffffffffL);
    Photo photo =
        ColorConversion.photo(
            read(chunks.lean()),
            orientation(chunks.exif(), chunks.xmp()),
            chunks.colors().or(chunks.exif()));
    return with(photo, chunks.exif());
  }

  /** A TIFF file is an EXIF block of itself, and says in the same way how it has to be turned. */
  private Photo tiff() {
    TiffHeader header = tiffHeader();
    refusals.check(
        header.chunkWidth, header.chunkHeight); // they are decoded whole, whatever is needed
    header.check();
    int orientation = (int) header.tags.number(0x112, Xmp.orientation(header.tags.bytes(0x2bc)));
    byte[] exif = TiffExif.of(bytes);
    if (TiffCompression.librarys(header.compression)) {
      return with(ColorConversion.photo(read(bytes), format, orientation, described(exif)), exif);
    }
    try {
      TiffPixels.Read read = TiffPixels.read(bytes, header);
      notes.addAll(read.notes());
      return with(ColorConversion.photo(read.image(), format, orientation, described(exif)), exif);
    } catch (IOException e) {
      throw refusals.of(e);
    }
  }

  /** The header of a picture that is no camera's raw file, and within the limit. */
  private TiffHeader tiffHeader() {
    try {
      TiffDirectory first = TiffDirectory.first(bytes).orElseThrow();
      TiffRaw.name(bytes, first)
          .ifPresent(
              name -> {
                throw refusals.of(Reason.UNSUPPORTED, "it is " + name);
              });
      if (!first.whole()) {
        throw refusals.of(Reason.TRUNCATED, "values of its first directory lie beyond its end");
      }
      TiffHeader header = TiffHeader.of(first);
      refusals.check(header.width, header.height);
      return header;
    } catch (IndexOutOfBoundsException e) {
      throw refusals.of(Reason.TRUNCATED, "its first directory lies beyond its end", e);
    }
  }

  private Photo gif() {
    GifBlocks blocks = GifBlocks.of(bytes);
    refusals.check(blocks.width(), blocks.height());
    return ColorConversion.photo(blocks.screen(read(bytes)), format, 1);
  }

  private Photo webp() {
    WebpFile file = WebpFile.of(bytes);
    refusals.check(file.width(), file.height());
    PixelRows rows = WebpPicture.of(file, new NativeDecoder(format));
    Area whole = new Area(0, 0, rows.width(), rows.height());
    int turn = orientation(file.exif(), file.xmp());
    UnaryOperator<float[]> srgb =
        file.profile().length == 0 && Tiff.adobeRgb(file.exif())
            ? RgbSpace.adobe().conversion()
            : ColorConversion.srgb(file.profile(), 8);
    return with(UprightPhoto.of(rows, whole, turn, srgb, format), file.exif());
  }

  private Photo heif() {
    HeifFile file = HeifFile.of(bytes, format);
    refusals.check(file.width(), file.height());
    return with(HeifPicture.of(file, new NativeDecoder(format), pixelLimit), file.exif());
  }

  private Photo photo(byte[] exif) {
    return with(
        ColorConversion.photo(read(bytes), format, Tiff.orientation(exif), described(exif)), exif);
  }

  private Photo with(Photo photo, byte[] exif) {
    return new Photo(photo.levels(), photo.format(), photo.alpha(), exif, notes);
  }

  private BufferedImage read(byte[] readable) {
    ImageReader reader = Codecs.reader(format);
    try (var in = new ByteArrayImageInputStream(readable)) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(in, true, true);
      refusals.check(reader.getWidth(0), reader.getHeight(0));
      BufferedImage image = reader.read(0);
      warnings.forEach(refusals::judge);
      return image;
    } catch (IOException | RuntimeException e) {
      throw e instanceof UnreadableImageException known ? known : refusals.of(e);
    } finally {
      reader.dispose();
    }
  }
}
