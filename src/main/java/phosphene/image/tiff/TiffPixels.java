package phosphene.image.tiff;

import com.twelvemonkeys.imageio.color.ColorSpaces;
import com.twelvemonkeys.imageio.color.YCbCrConverter;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import phosphene.image.color.ColorConversion;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * The picture of a TIFF file whose compression is undone here, in 256 levels where that is exact,
 * else in 65536. Numbers are scaled by the bits that the file says: the largest number of so many
 * bits is white. Those of floating point are black at 0 and white at 1.
 */
public final class TiffPixels implements TiffChunks.Sink {
  public static final int PROFILE = 34675;
  private static final int[] CCIR_601 = {299, 587, 114};

  private final TiffHeader header;
  private final TiffPalette palette;
  private final int width;
  private final int bands;
  private final boolean fine;
  private final WritableRaster raster;
  private final byte[] coarseLevels;
  private final short[] fineLevels;
  private final TiffLevels levels;

  private TiffPixels(TiffHeader header) {
    this.header = header;
    palette = TiffPalette.of(header);
    width = (int) header.width;
    bands = colors() + (header.alpha() < 0 ? 0 : 1);
    fine = !header.coarse();
    levels = new TiffLevels(header, fine ? 65535 : 255);
    long values = header.width * header.height * bands;
    if (values > Integer.MAX_VALUE - 8) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE, "Cannot decode TIFF: " + values + " samples (must be below 2^31)");
    }
    int type = fine ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
    raster =
        java.awt.image.Raster.createInterleavedRaster(
            type, width, (int) header.height, bands, null);
    coarseLevels = fine ? new byte[0] : ((DataBufferByte) raster.getDataBuffer()).getData();
    fineLevels = fine ? ((DataBufferUShort) raster.getDataBuffer()).getData() : new short[0];
  }

  /**
   * A picture, and what is to be said of it.
   *
   * @param notes such as numbers that were cut off
   */
  public record Read(BufferedImage image, List<String> notes) {}

  /** Reads the pixels of a file whose header was checked. */
  public static Read read(byte[] file, TiffHeader header) throws IOException {
    Optional<ColorSpace> space = space(header);
    TiffChunks.check(file, header);
    TiffPixels pixels = new TiffPixels(header);
    new TiffChunks(file, header, pixels).read();
    pixels.convert();
    boolean alpha = header.alpha() >= 0;
    ComponentColorModel model =
        new ComponentColorModel(
            space.orElseGet(() -> usual(pixels.colors())),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            pixels.raster.getTransferType());
    return new Read(new BufferedImage(model, pixels.raster, false, null), pixels.levels.notes());
  }

  private static ColorSpace usual(int colors) {
    return switch (colors) {
      case 1 -> ColorSpace.getInstance(ColorSpace.CS_GRAY);
      case 3 -> ColorSpace.getInstance(ColorSpace.CS_sRGB);
      default -> ColorSpaces.getColorSpace(ColorSpaces.CS_GENERIC_CMYK);
    };
  }

  /** The colors that the file's profile describes, if they are those of its samples. */
  private static Optional<ColorSpace> space(TiffHeader header) {
    int wanted =
        switch (header.kind) {
          case TiffHeader.RGB, TiffHeader.PALETTE, TiffHeader.YCBCR -> ColorSpace.TYPE_RGB;
          case TiffHeader.SEPARATED -> ColorSpace.TYPE_CMYK;
          default -> header.lab() ? ColorSpace.TYPE_Lab : ColorSpace.TYPE_GRAY;
        };
    Optional<ICC_Profile> profile = ColorConversion.profile(header.tags.bytes(PROFILE));
    boolean inks = header.kind == TiffHeader.SEPARATED;
    boolean others = header.colors() > 4 || header.tags.number(0x14c, 1) != 1;
    if (inks && others) {
      // Not cyan, magenta, yellow and black: only a profile says what these inks are.
      return Optional.of(
          profile
              .filter(icc -> icc.getNumComponents() == header.colors())
              .map(ColorSpaces::createColorSpace)
              .orElseThrow(() -> header.unsupported("inks other than CMYK without a profile")));
    }
    if (inks && header.colors() != 4) {
      throw header.unsupported(header.colors() + " inks");
    }
    return header.lab()
        ? Optional.empty()
        : profile
            .filter(icc -> icc.getColorSpaceType() == wanted)
            .map(ColorSpaces::createColorSpace);
  }

  private int colors() {
    return header.kind == TiffHeader.PALETTE ? 3 : header.colors();
  }

  @Override
  public void take(long x, long y, int first, int each, long[] values, int pixels) {
    int unit = header.across() * header.down();
    if (!header.planar && unit > 1) {
      for (int i = 0; i < pixels; i++) {
        group(x + i, y, values, i * each, unit);
      }
    } else if (header.planar && unit > 1 && (first == 1 || first == 2)) {
      for (int i = 0; i < pixels; i++) {
        shared(x + i, y, first, (int) values[i]);
      }
    } else {
      for (int sample = first; sample < first + each; sample++) {
        sample(x, y, sample, values, sample - first, each, pixels);
      }
    }
  }

  private void sample(long x, long y, int sample, long[] values, int from, int step, int pixels) {
    int band = sample < header.colors() ? sample : sample == header.alpha() ? bands - 1 : -1;
    int at = (int) (y * width + x) * bands;
    if (band == 0 && header.kind == TiffHeader.PALETTE) {
      for (int i = 0; i < pixels; i++) {
        int rgb = palette.rgb(values[from + i * step]);
        int finer = fine ? 257 : 1; // the opacity may need 16 bits
        put(at + i * bands, (rgb >> 16 & 255) * finer);
        put(at + i * bands + 1, (rgb >> 8 & 255) * finer);
        put(at + i * bands + 2, (rgb & 255) * finer);
      }
    } else if (band >= 0) {
      for (int i = 0; i < pixels; i++) {
        put(at + i * bands + band, levels.of(sample, values[from + i * step]));
      }
    }
  }

  private void put(int at, int level) {
    if (fine) {
      fineLevels[at] = (short) level;
    } else {
      coarseLevels[at] = (byte) level;
    }
  }

  /** A group of pixels with one color: their brightnesses, and Cb and Cr. */
  private void group(long column, long row, long[] values, int from, int unit) {
    for (int i = 0; i < unit; i++) {
      long x = column * header.across() + i % header.across();
      long y = row * header.down() + i / header.across();
      if (x < width && y < header.height) {
        put((int) (y * width + x) * bands, (int) values[from + i]);
      }
    }
    shared(column, row, 1, (int) values[from + unit]);
    shared(column, row, 2, (int) values[from + unit + 1]);
  }

  private void shared(long column, long row, int band, int level) {
    for (long y = row * header.down();
        y < Math.min(header.height, (row + 1) * header.down());
        y++) {
      for (long x = column * header.across();
          x < Math.min(width, (column + 1) * header.across());
          x++) {
        put((int) (y * width + x) * bands + band, level);
      }
    }
  }

  /** Makes RGB or ink, not multiplied with the opacity, of what was stored. */
  private void convert() {
    if (header.kind == TiffHeader.YCBCR) {
      fromYcbcr();
    } else if (header.lab()) {
      LabColors.straighten(header, fineLevels, bands);
      LabColors lab = LabColors.of(header);
      for (int at = 0; at < fineLevels.length; at += bands) {
        lab.toSrgb(fineLevels, at);
      }
    }
    if (header.associated()) {
      divide();
    }
  }

  private void fromYcbcr() {
    double[] shares = new double[3];
    double[] reference = {0, 255, 128, 255, 128, 255};
    boolean usual = true;
    for (int i = 0; i < 3; i++) {
      shares[i] = header.tags.real(0x211, i, CCIR_601[i] / 1000.0);
      usual &= Math.abs(shares[i] - CCIR_601[i] / 1000.0) < 1e-6;
    }
    for (int i = 0; i < 6; i++) {
      double found = header.tags.real(0x214, i, reference[i]);
      usual &= found == reference[i];
      reference[i] = found;
    }
    for (int at = 0; at < coarseLevels.length; at += bands) {
      if (usual) {
        YCbCrConverter.convertJPEGYCbCr2RGB(coarseLevels, coarseLevels, at);
      } else {
        YCbCrConverter.convertYCbCr2RGB(coarseLevels, coarseLevels, shares, reference, at);
      }
    }
  }

  private void divide() {
    for (int at = 0; at < fineLevels.length; at += bands) {
      int opacity = fineLevels[at + bands - 1] & 0xffff;
      for (int band = 0; band < bands - 1 && opacity > 0; band++) {
        long level = (fineLevels[at + band] & 0xffff) * 65535L;
        long divided = Math.min(65535, (level + opacity / 2) / opacity);
        fineLevels[at + band] = (short) (levels.inverted() ? 65535 - divided : divided);
      }
    }
  }
}
