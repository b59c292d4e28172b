package phosphene.image.exif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.image.exif.TiffFilesTest.EXACT;
import static phosphene.image.exif.TiffFilesTest.HEIGHT;
import static phosphene.image.exif.TiffFilesTest.ORDERS;
import static phosphene.image.exif.TiffFilesTest.WIDTH;
import static phosphene.image.exif.TiffFilesTest.decode;
import static phosphene.image.exif.TiffFilesTest.full;
import static phosphene.image.exif.TiffFilesTest.same;
import static phosphene.image.exif.TiffFilesTest.share;
import static phosphene.image.exif.TiffFilesTest.stored;
import static phosphene.image.exif.TiffFilesTest.whole;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.image.BadPhotosTest;
import phosphene.image.DescribedByTextTest;
import phosphene.image.Samples;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** Colors of TIFF files: palettes, opacity, YCbCr, Lab and ink, against their formulas. */
class TiffColorsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6, 8, 16})
  void palettesAreLookedUpWithTheirOpacity(int bits) {
    int size = 1 << bits;
    double[] map = new double[3 * size];
    for (int i = 0; i < 3 * size; i++) {
      map[i] = 257 * ((i * 37 + i / size * 11) % 256);
    }
    for (ByteOrder order : ORDERS) {
      TiffMaker[] makers = {
        index(bits, 1),
        index(bits, 1).tiles(16, 16),
        index(bits, 2).tag(0x152, 3, 2),
        index(bits, 2).tag(0x152, 3, 2).planar(),
        index(bits, 2).tag(0x152, 3, 0)
      };
      for (TiffMaker maker : makers) {
        maker.kind(3).order(order).tag(0x140, 3, map).compression(5).strips(6);
        boolean glass = maker.bits.length == 2 && decode(maker.file()).alpha().length > 0;
        same(
            maker,
            2 * EXACT,
            (x, y, c) -> {
              double color = map[c * size + (int) indexed(bits, x, y)] / 65535;
              double opacity = glass ? stored(bits, x, y, 1) : 1;
              return color * opacity + 1 - opacity;
            });
      }
    }
  }

  private static long indexed(int bits, int x, int y) {
    return (x * 5 + y * 3) % (1 << bits);
  }

  private static TiffMaker index(int bits, int samples) {
    int[] all = new int[samples];
    Arrays.fill(all, bits);
    return new TiffMaker(
        WIDTH,
        HEIGHT,
        all,
        (x, y, s) -> s == 0 ? indexed(bits, x, y) : Math.round(share(x, y, s) * full(bits)));
  }

  @Test
  void aPaletteOfEightBitsIsTakenAsSuchAndAShortOneIsDamaged() {
    double[] small = IntStream.range(0, 12).mapToDouble(i -> 20 * i).toArray();
    same(
        index(2, 1).kind(3).tag(0x140, 3, small),
        (x, y, c) -> small[4 * c + (int) indexed(2, x, y)] / 255);

    UnreadableImageException e =
        BadPhotosTest.refused(index(8, 1).kind(3).tag(0x140, 3, small).file());
    assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
    assertThat(e).hasMessageContaining("of a palette of 4");
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "8, 2", "16, 1", "16, 2", "12, 1", "12, 2", "32, 1", "32, 2", "4, 2"})
  void opacityIsAssociatedOrNot(int bits, int kind) {
    for (int photometric : new int[] {0, 1, 2}) {
      int colors = photometric == 2 ? 3 : 1;
      for (TiffMaker maker :
          List.of(glass(bits, colors, kind), glass(bits, colors, kind).planar())) {
        maker.kind(photometric).tag(0x152, 3, kind).compression(8).predictor(2);
        Photo photo = decode(maker.file());
        assertThat(photo.alpha()[5] & 255)
            .isCloseTo((int) Math.round(255 * opacity(5, 0)), within(bits == 4 ? 9 : 1));
        same(
            maker,
            2.0 / full(Math.min(bits, 16)),
            (x, y, c) -> {
              double stored = share(x, y, c % colors);
              double color = photometric == 0 ? 1 - stored : stored;
              double opacity = opacity(x, y);
              return color * opacity + 1 - opacity;
            });
      }
    }
  }

  private static double opacity(int x, int y) {
    return 0.25 + 0.75 * share(x, y, 9);
  }

  /** Associated: colors are stored times the opacity, white is 0 or full by the kind. */
  private static TiffMaker glass(int bits, int colors, int kind) {
    int[] all = new int[colors + 1];
    Arrays.fill(all, bits);
    return new TiffMaker(
        WIDTH,
        HEIGHT,
        all,
        (x, y, s) -> {
          double opacity = opacity(x, y);
          double value = s == colors ? opacity : share(x, y, s) * (kind == 1 ? opacity : 1);
          return Math.round(value * full(bits));
        });
  }

  @Test
  void samplesThatNobodyExplainsAreLeftOut() {
    same(whole(8, 5).kind(2).tag(0x152, 3, 0, 0), (x, y, c) -> stored(8, x, y, c));
    same(whole(12, 3).kind(1).tag(0x152, 3, 0, 0).planar(), (x, y, c) -> stored(12, x, y, 0));
  }

  @Test
  void samplesOfOnePixelMayHaveSeveralSizes() {
    int[] bits = {5, 6, 5};
    TiffMaker maker =
        new TiffMaker(WIDTH, HEIGHT, bits, (x, y, s) -> Math.round(share(x, y, s) * full(bits[s])));

    same(maker.kind(2), (x, y, c) -> stored(bits[c], x, y, c));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "2, 2", "4, 2", "4, 4", "1, 2"})
  void sharedColorsAreThoseOfAllTheirPixels(int across, int down) {
    TiffMaker whole = whole(8, 3).kind(6).tag(0x212, 3, 1, 1);
    if (across * down == 1) {
      same(whole, 3 / 255.0, (x, y, c) -> rgb(x, y, 1, 1, c));
      same(whole.planar().tiles(16, 16), 3 / 255.0, (x, y, c) -> rgb(x, y, 1, 1, c));
      return;
    }
    int units = (WIDTH + across - 1) / across;
    int rows = (HEIGHT + down - 1) / down;
    int unit = across * down + 2;
    int[] all = new int[unit];
    Arrays.fill(all, 8);
    TiffMaker groups =
        new TiffMaker(
            units,
            rows,
            all,
            (column, row, s) -> {
              int x = Math.min(WIDTH - 1, column * across + (s < unit - 2 ? s % across : 0));
              int y = Math.min(HEIGHT - 1, row * down + (s < unit - 2 ? s / across : 0));
              return Math.round(255 * share(x, y, s < unit - 2 ? 0 : s - unit + 3));
            });
    byte[] file = groups.kind(6).tag(0x212, 3, across, down).compression(5).file();
    // The maker wrote groups as pixels; the header says what they are.
    Photo photo = decode(relabelled(file));

    assertThat(photo.levels().width()).isEqualTo(WIDTH);
    Raster raster = photo.raster();
    for (int i = 0; i < raster.planes().length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH % HEIGHT;
      double expected = rgb(x, y, across, down, i / WIDTH / HEIGHT);
      assertThat((double) raster.planes()[i]).isCloseTo(expected, within(3 / 255.0));
    }
  }

  private static byte[] relabelled(byte[] file) {
    var bytes = java.nio.ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int first = bytes.getInt(4);
    for (int i = 0; i < bytes.getShort(first); i++) {
      int at = first + 2 + 12 * i;
      switch (bytes.getShort(at)) {
        case 0x100 -> bytes.putInt(at + 8, WIDTH);
        case 0x101, 0x116 -> bytes.putInt(at + 8, HEIGHT);
        case 0x102 -> {
          // Three of them, where there were more.
          bytes.putInt(at + 4, 3);
        }
        case 0x115 -> bytes.putShort(at + 8, (short) 3);
        default -> {}
      }
    }
    return file;
  }

  /** BT.601 of full range, Cb and Cr of the first pixel of the group. */
  private static double rgb(int x, int y, int across, int down, int c) {
    int left = x / across * across;
    int top = y / down * down;
    double luma = Math.round(255 * share(x, y, 0));
    double cb = Math.round(255 * share(left, top, 1)) - 128;
    double cr = Math.round(255 * share(left, top, 2)) - 128;
    double value =
        switch (c) {
          case 0 -> luma + 1.402 * cr;
          case 1 -> luma - 0.344136 * cb - 0.714136 * cr;
          default -> luma + 1.772 * cb;
        };
    return Math.max(0, Math.min(1, value / 255));
  }

  @ParameterizedTest
  @CsvSource({
    // Lindbloom's values of sRGB's primaries, under D50 (Bradford) and under its own white, D65.
    "50, 54.29, 80.81, 69.89, ff0000",
    "50, 87.82, -79.29, 80.99, 00ff00",
    "50, 29.57, 68.30, -112.03, 0000ff",
    "50, 100, 0, 0, ffffff",
    "50, 0, 0, 0, 000000",
    "50, 53.39, 0, 0, 7f7f7f",
    "65, 53.24, 80.09, 67.20, ff0000",
    "65, 87.73, -86.18, 83.18, 00ff00",
    "65, 32.30, 79.19, -107.86, 0000ff",
    "65, 100, 0, 0, ffffff",
    "65, 53.39, 0, 0, 7f7f7f"
  })
  void labIsSeenUnderItsLight(int light, double l, double a, double b, String rgb) {
    double[] white = light == 50 ? new double[0] : new double[] {0.3127, 0.329};
    int expected = Integer.parseInt(rgb, 16);
    for (int bits : new int[] {8, 16}) {
      for (ByteOrder order : ORDERS) {
        TiffMaker cie = lab(bits, l, a, b, 0).kind(8);
        TiffMaker planar = lab(bits, l, a, b, 0).kind(8).planar().strips(5).compression(8);
        List<TiffMaker> all = new ArrayList<>(List.of(cie, planar));
        if (light == 50) {
          all.add(lab(bits, l, a, b, 128).kind(9));
        }
        for (TiffMaker maker : all) {
          if (white.length > 0) {
            maker.tag(0x13e, 5, white);
          }
          int decoded = Samples.rgb(decode(maker.order(order).file()).raster(), 3, 3);
          for (int shift = 0; shift <= 16; shift += 8) {
            // 8 bits of a and b are coarse: a step of blue is several levels.
            assertThat(decoded >> shift & 255)
                .as("%s bits, %06x", bits, decoded)
                .isCloseTo(expected >> shift & 255, within(bits == 8 ? 12 : 3));
          }
        }
      }
    }
  }

  /** Of one color; ICC's a and b have their zero at 128, and 16 bits of it white at 0xff00. */
  private static TiffMaker lab(int bits, double l, double a, double b, int zero) {
    double top = bits == 16 && zero > 0 ? 0xff00 : full(bits);
    int step = bits == 16 ? 256 : 1;
    return new TiffMaker(
        WIDTH,
        HEIGHT,
        new int[] {bits, bits, bits},
        (x, y, s) ->
            s == 0
                ? Math.round(l / 100 * top)
                : Math.round(((s == 1 ? a : b) + zero) * step) & full(bits));
  }

  @Test
  void imageMagicksEightBitsOfLabAreReadAsItMeansThem() {
    Raster right =
        decode(ofImageMagick(16, 32896, a -> Math.round(a * 256) & 0xffff).file()).raster();
    // It counts 255 steps around, and -depth 8 cuts the halves off that it has then.
    TiffMaker rounded = ofImageMagick(8, 128, a -> Math.round(a < 0 ? a + 255 : a));
    TiffMaker cut = ofImageMagick(8, 128, a -> (long) Math.floor(a < 0.5 ? a + 254.5 : a - 0.5));

    assertThat(bias(decode(rounded.file()).raster(), right)).isLessThan(0.1);
    assertThat(bias(decode(cut.file()).raster(), right)).isLessThan(0.7);
  }

  /** Each a with each b, from -12.8 to 12.4, with the tags that it writes. */
  private static TiffMaker ofImageMagick(int bits, long lightness, DoubleToLongFunction code) {
    return new TiffMaker(
            64,
            64,
            new int[] {bits, bits, bits},
            (x, y, s) -> s == 0 ? lightness : code.applyAsLong(0.4 * (s == 1 ? x : y) - 12.8))
        .kind(8)
        .tag(0x13e, 5, 0.3127, 0.329)
        .tag(0x13f, 5, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06);
  }

  /** By how many levels the mean of a color is off, at most. */
  private static double bias(Raster found, Raster right) {
    double[] means = DescribedByTextTest.means(found);
    double[] wanted = DescribedByTextTest.means(right);
    return IntStream.range(0, 3).mapToDouble(i -> Math.abs(means[i] - wanted[i])).max().orElse(9);
  }

  @Test
  void inkIsConvertedAtAnyDepth() {
    Raster eight = decode(whole(8, 4).kind(5).file()).raster();
    for (int bits : new int[] {10, 12, 16, 24}) {
      Raster other = decode(whole(bits, 4).kind(5).planar().compression(8).file()).raster();
      assertThat(Samples.distance(eight, other)).as("%s bits", bits).isLessThan(3);
    }
    assertThat(BadPhotosTest.refused(whole(8, 6).kind(5).tag(0x14c, 3, 2).tag(0x14e, 3, 6).file()))
        .hasMessage("Cannot decode TIFF: inks other than CMYK without a profile is not supported");
  }
}
