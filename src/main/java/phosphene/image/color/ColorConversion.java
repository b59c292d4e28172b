package phosphene.image.color;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Optional;
import java.util.function.UnaryOperator;
import phosphene.image.exif.Tiff;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.PixelRows;
import phosphene.image.pixel.UprightPhoto;

/**
 * A decoded picture as sRGB: row by row, so that beside the decoded picture and its levels nothing
 * large is held. Gray without a profile is taken as sRGB's gray (Java's own gray is linear, and
 * would come out too light); samples of 16 bits keep their precision.
 */
public final class ColorConversion implements PixelRows {
  private final BufferedImage image;
  private final ColorModel model;
  private final ColorSpace space;
  private final boolean packed;
  private final int colors;
  private final Optional<ColorConvertOp> profile;
  private final Optional<RgbSpace> described;

  private ColorConversion(
      BufferedImage image, Optional<ICC_Profile> embedded, Optional<RgbSpace> described) {
    this.image = image;
    this.described = described;
    model = image.getColorModel();
    space = model.getColorSpace();
    packed = model instanceof IndexColorModel || model.isAlphaPremultiplied();
    colors = packed ? 3 : model.getNumColorComponents();
    profile =
        embedded
            .filter(icc -> icc.getNumComponents() == colors)
            .or(this::own)
            .map(ColorConversion::conversion);
  }

  /**
   * A picture as {@link Photo} holds it, without EXIF.
   *
   * @param orientation EXIF's number, 1 for upright
   */
  public static Photo photo(BufferedImage image, Format format, int orientation) {
    return new ColorConversion(image, Optional.empty(), Optional.empty())
        .photo(format, orientation);
  }

  /**
   * A picture as {@link Photo} holds it, without EXIF.
   *
   * @param exif says in which colors it is where it has three and no profile; may be empty
   */
  public static Photo photo(BufferedImage image, Format format, int orientation, byte[] exif) {
    ColorModel model = image.getColorModel();
    boolean plain = model.getColorSpace().isCS_sRGB() && model.getNumColorComponents() == 3;
    Optional<RgbSpace> space =
        plain && Tiff.adobeRgb(exif) ? Optional.of(RgbSpace.adobe()) : Optional.empty();
    return new ColorConversion(image, Optional.empty(), space).photo(format, orientation);
  }

  /**
   * A picture of a PNG as {@link Photo} holds it, without EXIF.
   *
   * @param colors what the decoder did not put into the picture
   */
  public static Photo photo(BufferedImage image, int orientation, PngColors colors) {
    return new ColorConversion(image, colors.profile(), colors.space())
        .photo(Format.PNG, orientation);
  }

  /** The profile in these bytes, if it can be applied. */
  public static Optional<ICC_Profile> profile(byte[] bytes) {
    try {
      ICC_Profile profile = ICC_Profile.getInstance(bytes);
      int colors = profile.getNumComponents();
      conversion(profile).filter(row(1, colors, 8), row(1, 3, 8));
      return Optional.of(profile);
    } catch (CMMException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private Optional<ICC_Profile> own() {
    boolean plain = space.isCS_sRGB() || space == ColorSpace.getInstance(ColorSpace.CS_GRAY);
    return !plain && space instanceof ICC_ColorSpace icc
        ? Optional.of(icc.getProfile())
        : Optional.empty();
  }

  private static ColorConvertOp conversion(ICC_Profile from) {
    ICC_Profile to = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    return new ColorConvertOp(new ICC_Profile[] {from, to}, null);
  }

  private Photo photo(Format format, int tag) {
    Area whole = new Area(0, 0, width(), height());
    return UprightPhoto.of(this, whole, tag, UnaryOperator.identity(), format);
  }

  @Override
  public int width() {
    return image.getWidth();
  }

  @Override
  public int height() {
    return image.getHeight();
  }

  @Override
  public boolean transparent() {
    return model.hasAlpha();
  }

  /** Whether the colors that come of it are not all of 256 levels. */
  @Override
  public boolean deep() {
    boolean whole = packed || (bits() <= 8 && 8 % bits() == 0);
    boolean known = profile.isPresent() || space.isCS_sRGB() || gray();
    return !whole || !known || described.isPresent();
  }

  private int bits() {
    return image.getSampleModel().getSampleSize(0);
  }

  private boolean gray() {
    return space.getType() == ColorSpace.TYPE_GRAY;
  }

  @Override
  public void read(int y, float[] rgb, float[] opacity) {
    float[] own = undescribed(y, opacity);
    described.ifPresent(known -> known.convert(own));
    System.arraycopy(own, 0, rgb, 0, own.length);
  }

  private float[] undescribed(int y, float[] opacity) {
    float[] own = packed ? packed(y, opacity) : samples(y, opacity);
    if (profile.isPresent()) {
      return convert(profile.get(), own, colors, packed || bits() <= 8 ? 8 : 16);
    }
    if (packed || space.isCS_sRGB()) {
      return own;
    }
    return gray() ? gray(own) : foreign(own);
  }

  private float[] packed(int y, float[] opacity) {
    int[] row = image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
    float[] own = new float[3 * row.length];
    for (int x = 0; x < row.length; x++) {
      own[3 * x] = (row[x] >> 16 & 255) / 255f;
      own[3 * x + 1] = (row[x] >> 8 & 255) / 255f;
      own[3 * x + 2] = (row[x] & 255) / 255f;
      opacity[x] = (row[x] >>> 24) / 255f;
    }
    return own;
  }

  /** Row y in the picture's own colors, 0..1. */
  private float[] samples(int y, float[] opacity) {
    int width = image.getWidth();
    int bands = image.getRaster().getNumBands();
    float[] stored = image.getRaster().getPixels(0, y, width, 1, (float[]) null);
    float[] own = new float[colors * width];
    for (int x = 0; x < width; x++) {
      for (int band = 0; band < colors; band++) {
        own[x * colors + band] = unit(stored[x * bands + band], band);
      }
      opacity[x] = model.hasAlpha() ? unit(stored[x * bands + colors], colors) : 1;
    }
    return own;
  }

  private float unit(float value, int band) {
    int type = image.getSampleModel().getDataType();
    boolean real = type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
    float most = real ? 1 : (1L << image.getSampleModel().getSampleSize(band)) - 1;
    return Math.max(0, Math.min(1, value / most));
  }

  private static float[] gray(float[] own) {
    float[] rgb = new float[3 * own.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = own[i / 3];
    }
    return rgb;
  }

  /** Of a color space without a profile, such as Lab: pixel by pixel. */
  private float[] foreign(float[] own) {
    int width = image.getWidth();
    float[] rgb = new float[3 * width];
    float[] pixel = new float[colors];
    for (int x = 0; x < width; x++) {
      for (int band = 0; band < colors; band++) {
        float least = space.getMinValue(band);
        pixel[band] = least + own[x * colors + band] * (space.getMaxValue(band) - least);
      }
      System.arraycopy(space.toRGB(pixel), 0, rgb, 3 * x, 3);
    }
    return rgb;
  }

  /** Makes sRGB of rows of RGB by a profile; leaves them as they are if it cannot be applied. */
  public static UnaryOperator<float[]> srgb(byte[] profile, int bits) {
    return profile(profile)
        .filter(icc -> icc.getNumComponents() == 3)
        .map(ColorConversion::conversion)
        .map(op -> (UnaryOperator<float[]>) row -> convert(op, row, 3, bits))
        .orElse(UnaryOperator.identity());
  }

  private static float[] convert(ColorConvertOp op, float[] own, int colors, int bits) {
    int width = own.length / colors;
    float most = (1 << bits) - 1;
    WritableRaster from = row(width, colors, bits);
    int[] levels = new int[own.length];
    for (int i = 0; i < own.length; i++) {
      levels[i] = Math.round(own[i] * most);
    }
    from.setPixels(0, 0, width, 1, levels);
    WritableRaster to = row(width, 3, bits);
    op.filter(from, to);
    float[] rgb = to.getPixels(0, 0, width, 1, (float[]) null);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] /= most;
    }
    return rgb;
  }

  private static WritableRaster row(int width, int bands, int bits) {
    int type = bits > 8 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
    return java.awt.image.Raster.createInterleavedRaster(type, width, 1, bands, null);
  }
}
