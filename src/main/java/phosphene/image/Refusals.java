package phosphene.image;

import java.io.EOFException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import phosphene.image.jpeg.JpegSegments;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * Why a file is no photo, in its format's name.
 *
 * @param pixelLimit the most pixels, width times height
 */
record Refusals(byte[] bytes, Format format, long pixelLimit) {
  /** Refuses a picture without pixels, or with too many. */
  void check(long width, long height) {
    if (width < 1 || height < 1) {
      throw of(Reason.EMPTY, "a picture of " + width + "x" + height + " pixels");
    }
    if (width > pixelLimit / height) {
      throw of(
          Reason.TOO_LARGE,
          width + "x" + height + " pixels (must be at most " + pixelLimit + " in all)");
    }
  }

  /** A decoder that goes on after an error, which it warns of, leaves half a picture. */
  void judge(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    if (text.contains("premature end of jpeg") || text.contains("missing eoi")) {
      throw of(Reason.TRUNCATED, warning);
    }
    if (text.contains("bad huffman") || text.contains("premature end of data")) {
      throw of(Reason.DAMAGED, warning);
    }
  }

  /** What a decoder's failure means. */
  UnreadableImageException of(Exception e) {
    String said = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    String message = ended(e) ? "it ends before its pixels do" : said;
    String text = message.toLowerCase(Locale.ROOT);
    boolean cut = ended(e) || (format == Format.JPEG && !JpegSegments.ends(bytes));
    if (cut || text.contains("end of file") || text.contains("unexpected end")) {
      return of(Reason.TRUNCATED, message, e);
    }
    boolean unsupported = text.contains("unsupported") || text.contains("not supported");
    return of(unsupported ? Reason.UNSUPPORTED : Reason.DAMAGED, message, e);
  }

  private static boolean ended(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .anyMatch(EOFException.class::isInstance);
  }

  UnreadableImageException of(Reason reason, String why) {
    return new UnreadableImageException(reason, "Cannot decode " + format + ": " + why);
  }

  UnreadableImageException of(Reason reason, String why, Throwable cause) {
    return new UnreadableImageException(reason, "Cannot decode " + format + ": " + why, cause);
  }
}
