package phosphene.image;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phosphene.image.pixel.Format;

/**
 * Which decoder read a photo or failed to, as the row of the photo says.
 *
 * @param format {@link Format#word}; null if the file is of no format that is read, or was not
 *     opened
 * @param number {@link Format#decoder} of the format, else {@link #RECOGNIZER}
 */
public record DecoderVersion(@Nullable String format, int number) implements Serializable {
  /**
   * The number of what tells formats by first bytes. It goes up when a format is read that was not,
   * or when more or fewer files are taken for no photos.
   */
  public static final int RECOGNIZER = 2;

  /** Of a photo that no decoder has seen. */
  public static final DecoderVersion NONE = new DecoderVersion(null, RECOGNIZER);

  /** Of the decoder that these bytes go to. */
  public static DecoderVersion of(byte[] bytes) {
    Optional<Format> format = Format.of(bytes);
    return format.isPresent()
        ? new DecoderVersion(format.get().word(), format.get().decoder())
        : NONE;
  }
}
