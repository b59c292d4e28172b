package phosphene.image.codec;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;
import phosphene.image.pixel.Format;

/**
 * The readers and writers of ImageIO that are used, each named. ImageIO's own search depends on the
 * class loader of whatever thread asks first, and on Spark's executors that one does not see a
 * job's jars.
 */
public final class Codecs {
  private static final IIORegistry REGISTRY = IIORegistry.getDefaultInstance();
  private static final ImageReaderSpi JPEG = registered(new JPEGImageReaderSpi());
  private static final ImageReaderSpi TIFF = registered(new TIFFImageReaderSpi());
  private static final ImageReaderSpi BMP = registered(new BMPImageReaderSpi());
  private static final ImageReaderSpi PNG = jdk(ImageReaderSpi.class, "png");
  private static final ImageReaderSpi GIF = jdk(ImageReaderSpi.class, "gif");
  private static final ImageWriterSpi JPEG_OUT = jdk(ImageWriterSpi.class, "jpeg");

  private Codecs() {}

  /** To be disposed of by the caller. */
  public static ImageReader reader(Format format) {
    ImageReaderSpi provider =
        switch (format) {
          case JPEG -> JPEG;
          case PNG -> PNG;
          case TIFF -> TIFF;
          case BMP -> BMP;
          case GIF -> GIF;
          case WEBP, HEIF, AVIF -> throw new AssertionError(format); // decoded by NativeDecoder
        };
    try {
      return provider.createReaderInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To be disposed of by the caller. */
  public static ImageWriter jpegWriter() {
    try {
      return JPEG_OUT.createWriterInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A provider in the registry, where some look up what they delegate to. */
  private static ImageReaderSpi registered(ImageReaderSpi provider) {
    ImageReaderSpi known = REGISTRY.getServiceProviderByClass(provider.getClass());
    if (known != null) {
      return known;
    }
    REGISTRY.registerServiceProvider(provider, ImageReaderSpi.class);
    return provider;
  }

  private static <T extends ImageReaderWriterSpi> T jdk(Class<T> category, String format) {
    Iterator<T> all = REGISTRY.getServiceProviders(category, false);
    while (all.hasNext()) {
      T provider = all.next();
      if (provider.getClass().getModule() == ImageReader.class.getModule()
          && Arrays.asList(provider.getFormatNames()).contains(format)) {
        return provider;
      }
    }
    throw new AssertionError("no " + format + " in " + ImageReader.class.getModule());
  }
}
