package phosphene.image.pixel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A photo as it is looked at: upright, sRGB, and over white where it is transparent.
 *
 * @param format what the file was by its bytes, whatever its name
 * @param alpha the opacity of every pixel in row order, 0 to 255; empty if all are opaque
 * @param exif the EXIF block as the file had it, a TIFF structure; empty if there was none; of a
 *     TIFF file, which is such a structure around its pixels, what is not about these
 * @param notes what a person may want to know of the file, such as a name that belies its format
 */
public record Photo(Levels levels, Format format, byte[] alpha, byte[] exif, List<String> notes) {
  public Photo {
    int area = levels.width() * levels.height();
    if (alpha.length != 0 && alpha.length != area) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Invalid alpha: %d values (must be %d or none)", alpha.length, area));
    }
    notes = List.copyOf(notes);
  }

  /** An opaque picture that never was a file. */
  public static Photo of(Raster raster, Format format) {
    return new Photo(Levels.of(raster), format, new byte[0], new byte[0], List.of());
  }

  /** This photo with one more note, the first. */
  public Photo noted(String note) {
    List<String> all = new ArrayList<>(List.of(note));
    all.addAll(notes);
    return new Photo(levels, format, alpha, exif, all);
  }

  /**
   * The format in which a dream of it is written: that of its format, and PNG to stay transparent.
   */
  public Format output() {
    return alpha.length > 0 ? Format.PNG : format.output();
  }

  /** The colors as floats, made anew by each call. */
  public Raster raster() {
    return levels.raster();
  }
}
