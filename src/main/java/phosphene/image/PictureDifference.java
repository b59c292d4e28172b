package phosphene.image;

import java.util.Arrays;
import java.util.Optional;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Rows;
import phosphene.image.pixel.UnreadableImageException;

/**
 * How far apart the pixels of two files are, in levels of 255.
 *
 * @param mean of all values
 * @param most of any value
 */
public record PictureDifference(double mean, double most) {
  // Encoders of JPEG round their cosine transforms each in its own way: a coefficient that falls to
  // the other side is one step of quality 95 away, which is at most 12 and spread over 64 pixels.
  private static final double JPEG_MEAN = 0.25;
  private static final double JPEG_MOST = 8;

  /**
   * Compares two files of one format and size.
   *
   * @return empty if they are not of one format, size and opacity, or are PNG files whose texts
   *     differ
   * @throws UnreadableImageException if one cannot be decoded
   */
  public static Optional<PictureDifference> of(byte[] one, byte[] other) {
    Photo first = Photos.decode(one, Photos.PIXEL_LIMIT);
    Photo second = Photos.decode(other, Photos.PIXEL_LIMIT);
    boolean comparable =
        first.format() == second.format()
            && first.levels().width() == second.levels().width()
            && first.levels().height() == second.levels().height()
            && Arrays.equals(first.alpha(), second.alpha())
            && Arrays.equals(first.exif(), second.exif())
            && (first.format() != Format.PNG
                || Png.decode(one).texts().equals(Png.decode(other).texts()));
    return comparable ? Optional.of(of(first.levels(), second.levels())) : Optional.empty();
  }

  private static PictureDifference of(Rows one, Rows other) {
    float[] first = new float[one.width()];
    float[] second = new float[one.width()];
    int rows = 3 * one.height();
    double sum = 0;
    double most = 0;
    for (int row = 0; row < rows; row++) {
      one.read(row, first, 0);
      other.read(row, second, 0);
      for (int x = 0; x < first.length; x++) {
        double apart = 255 * Math.abs((double) first[x] - second[x]);
        sum += apart;
        most = Math.max(most, apart);
      }
    }
    return new PictureDifference(sum / rows / first.length, most);
  }

  /**
   * True if two encoders may have made both files of one picture: formats that lose nothing hold
   * the same pixels, and JPEG files differ by {@value #JPEG_MEAN} levels on average and by {@value
   * #JPEG_MOST} anywhere, at most.
   */
  public static boolean same(byte[] one, byte[] other) {
    boolean lossy = Format.of(one).filter(format -> format == Format.JPEG).isPresent();
    return of(one, other)
        .filter(apart -> apart.mean <= (lossy ? JPEG_MEAN : 0))
        .filter(apart -> apart.most <= (lossy ? JPEG_MOST : 0))
        .isPresent();
  }
}
