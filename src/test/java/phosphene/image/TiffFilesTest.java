package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Models;
import phosphene.image.UnreadableImageException.Reason;

/** TIFF files of all kinds of samples, against the formula that made them. */
class TiffFilesTest {
  private static final int WIDTH = 37;
  private static final int HEIGHT = 23;
  private static final List<ByteOrder> ORDERS =
      List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);

  // Half a level of 65536, and the rounding of floats.
  private static final double EXACT = 0.51 / 65535;

  /** A value of 0 to 1, another for each pixel and sample; both ends are there. */
  private static double share(int x, int y, int sample) {
    int step = (x * 7 + y * 13 + sample * 31) % 64;
    return step / 63.0;
  }

  private static long full(int bits) {
    return (1L << bits) - 1;
  }

  private static TiffMaker whole(int bits, int samples) {
    int[] all = new int[samples];
    Arrays.fill(all, bits);
    return new TiffMaker(
        WIDTH, HEIGHT, all, (x, y, sample) -> Math.round(share(x, y, sample) * full(bits)));
  }

  /** What a sample of so many bits says. */
  private static double stored(int bits, int x, int y, int sample) {
    return Math.round(share(x, y, sample) * full(bits)) / (double) full(bits);
  }

  static Stream<Arguments> anyBits() {
    return IntStream.rangeClosed(1, 32)
        .boxed()
        .flatMap(bits -> ORDERS.stream().map(order -> Arguments.of(bits, order)));
  }

  @ParameterizedTest(name = "{0} bits {1}")
  @MethodSource("anyBits")
  void numbersAreScaledByTheirBits(int bits, ByteOrder order) {
    same(whole(bits, 1).order(order).kind(1), (x, y, c) -> stored(bits, x, y, 0));
    same(whole(bits, 1).order(order).kind(0), (x, y, c) -> 1 - stored(bits, x, y, 0));
    same(whole(bits, 3).order(order).kind(2), (x, y, c) -> stored(bits, x, y, c));
    same(whole(bits, 3).order(order).kind(2).planar(), (x, y, c) -> stored(bits, x, y, c));
  }

  /** ImageMagick writes them as if they had none, and reads some of its own files otherwise. */
  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32})
  void numbersWithASignAreRefusedSinceNobodyKnowsWhichIsBlack(int bits) {
    UnreadableImageException e = BadPhotosTest.refused(whole(bits, 1).kind(1).format(2).file());

    assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(e)
        .hasMessage(
            "Cannot decode TIFF: numbers with a sign (SampleFormat 2), of which none is said to be"
                + " black, is not supported");
  }

  static Stream<Arguments> layouts() {
    List<Arguments> all = new ArrayList<>();
    for (int bits : new int[] {1, 4, 6, 8, 10, 12, 14, 16, 24, 32}) {
      for (int compression : new int[] {1, 5, 8, 32946, 32773, 34925, 50000}) {
        for (int predictor : new int[] {1, 2}) {
          all.add(Arguments.of(bits, compression, predictor));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} bits, compression {1}, predictor {2}")
  @MethodSource("layouts")
  void stripsTilesAndPlanesAreOnePicture(int bits, int compression, int predictor) {
    for (ByteOrder order : ORDERS) {
      TiffMaker[] makers = {
        whole(bits, 3),
        whole(bits, 3).strips(5),
        whole(bits, 3).planar().strips(7),
        whole(bits, 3).tiles(16, 16),
        whole(bits, 3).planar().tiles(32, 16),
        whole(bits, 3).bigTiff().strips(4),
        whole(bits, 3).reversed().strips(9)
      };
      for (TiffMaker maker : makers) {
        maker.kind(2).order(order).compression(compression).predictor(predictor);
        same(maker, (x, y, c) -> stored(bits, x, y, c));
      }
    }
  }

  @Test
  void aPieceOfARowGoesOnWhereTheOneBeforeEnded() {
    for (int bits : new int[] {5, 8, 12, 16}) {
      int[] all = {bits, bits, bits};
      TiffMaker wide =
          new TiffMaker(3001, 2, all, (x, y, s) -> Math.round(share(x, y, s) * full(bits)));
      same(wide.kind(2).predictor(2).compression(5), (x, y, c) -> stored(bits, x, y, c));
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 1", "24, 1", "32, 1", "64, 1", "16, 3", "24, 3", "32, 3", "64, 3", "32, 2"})
  void floatingPointIsBlackAtZeroAndWhiteAtOne(int bits, int predictor) {
    for (ByteOrder order : ORDERS) {
      for (int kind : new int[] {0, 1, 2}) {
        int[] all = new int[kind == 2 ? 3 : 1];
        Arrays.fill(all, bits);
        TiffMaker maker =
            new TiffMaker(WIDTH, HEIGHT, all, (x, y, s) -> real(share(x, y, s), bits))
                .format(3)
                .kind(kind)
                .order(order)
                .predictor(predictor)
                .compression(8);
        double near = bits == 16 ? 3e-4 : bits == 24 ? 2e-5 : EXACT;
        same(
            maker,
            near,
            (x, y, c) -> kind == 0 ? 1 - share(x, y, 0) : share(x, y, kind == 2 ? c : 0));
        same(
            maker.planar(),
            near,
            (x, y, c) -> kind == 0 ? 1 - share(x, y, 0) : share(x, y, c * (kind / 2)));
      }
    }
  }

  /** The bits of a value of 0 to 1, of 16 and 24 without subnormal numbers. */
  private static long real(double value, int bits) {
    if (bits == 64) {
      return Double.doubleToLongBits(value);
    }
    if (bits == 32) {
      return Float.floatToIntBits((float) value);
    }
    if (value == 0) {
      return 0;
    }
    int mantissa = bits == 16 ? 10 : 16;
    int bias = bits == 16 ? 15 : 63;
    int exponent = Math.getExponent(value);
    long fraction = Math.round((value / Math.pow(2, exponent) - 1) * (1 << mantissa));
    return ((long) (exponent + bias) << mantissa) + fraction;
  }

  @Test
  void whatFloatingPointHasBeyondWhiteIsNotedAndNeverMostOfIt() {
    TiffMaker some = floats((x, y) -> x == 0 ? 1.5 : 0.5);
    assertThat(decode(some.file()).notes())
        .containsExactly(
            "floating-point numbers from 0.500000 to 1.50000, of which all below 0 or above 1 was"
                + " cut off");

    UnreadableImageException e = BadPhotosTest.refused(floats((x, y) -> x + y).file());
    assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(e).hasMessageContaining("from 0.00000 to 58.0000");
  }

  private interface Field {
    double at(int x, int y);
  }

  private static TiffMaker floats(Field field) {
    return new TiffMaker(
            WIDTH,
            HEIGHT,
            new int[] {32},
            (x, y, s) -> Float.floatToIntBits((float) field.at(x, y)))
        .format(3)
        .kind(1);
  }

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
              double colour = map[c * size + (int) indexed(bits, x, y)] / 65535;
              double opacity = glass ? stored(bits, x, y, 1) : 1;
              return colour * opacity + 1 - opacity;
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
      int colours = photometric == 2 ? 3 : 1;
      for (TiffMaker maker :
          List.of(glass(bits, colours, kind), glass(bits, colours, kind).planar())) {
        maker.kind(photometric).tag(0x152, 3, kind).compression(8).predictor(2);
        Photo photo = decode(maker.file());
        assertThat(photo.alpha()[5] & 255)
            .isCloseTo((int) Math.round(255 * opacity(5, 0)), within(bits == 4 ? 9 : 1));
        same(
            maker,
            2.0 / full(Math.min(bits, 16)),
            (x, y, c) -> {
              double stored = share(x, y, c % colours);
              double colour = photometric == 0 ? 1 - stored : stored;
              double opacity = opacity(x, y);
              return colour * opacity + 1 - opacity;
            });
      }
    }
  }

  private static double opacity(int x, int y) {
    return 0.25 + 0.75 * share(x, y, 9);
  }

  /** Associated: colours are stored times the opacity, white is 0 or full by the kind. */
  private static TiffMaker glass(int bits, int colours, int kind) {
    int[] all = new int[colours + 1];
    Arrays.fill(all, bits);
    return new TiffMaker(
        WIDTH,
        HEIGHT,
        all,
        (x, y, s) -> {
          double opacity = opacity(x, y);
          double value = s == colours ? opacity : share(x, y, s) * (kind == 1 ? opacity : 1);
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
  void sharedColoursAreThoseOfAllTheirPixels(int across, int down) {
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

  /** Of one colour; ICC's a and b have their zero at 128, and 16 bits of it white at 0xff00. */
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
  void inkIsConvertedAtAnyDepth() {
    Raster eight = decode(whole(8, 4).kind(5).file()).raster();
    for (int bits : new int[] {10, 12, 16, 24}) {
      Raster other = decode(whole(bits, 4).kind(5).planar().compression(8).file()).raster();
      assertThat(Samples.distance(eight, other)).as("%s bits", bits).isLessThan(3);
    }
    assertThat(BadPhotosTest.refused(whole(8, 6).kind(5).tag(0x14c, 3, 2).tag(0x14e, 3, 6).file()))
        .hasMessage("Cannot decode TIFF: inks other than CMYK without a profile is not supported");
  }

  @ParameterizedTest
  @CsvSource({
    "34661, JBIG", "34712, JPEG 2000", "33003, JPEG 2000", "34887, LERC", "50001, WebP",
    "50002, JPEG XL", "32809, ThunderScan", "34676, SGI log", "32908, Pixar film", "12345, 12345"
  })
  void compressionsThatAreNotReadAreNamed(int number, String name) {
    UnreadableImageException e =
        BadPhotosTest.refused(whole(8, 3).kind(2).compression(number).file());

    assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(e).hasMessageStartingWith("Cannot decode TIFF: ").hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5, complex numbers",
    "32845, 1, LogLuv",
    "77, 1, kind 77",
    "1, 6, complex numbers"
  })
  void samplesThatAreNotReadAreNamed(int kind, int format, String what) {
    UnreadableImageException e =
        BadPhotosTest.refused(whole(32, 1).kind(kind).format(format).file());

    assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(e).hasMessageContaining(what);
  }

  @ParameterizedTest
  @CsvSource({
    "grey12, 104.4, 104.4, 104.4",
    "grey-u32, 104.4, 104.4, 104.4",
    "lab16, 112.9, 101.9, 112",
    "zstd, 112.9, 101.9, 112",
    "lzma, 112.9, 101.9, 112"
  })
  void theSamplesHaveTheirMeans(String name, double red, double green, double blue)
      throws IOException {
    double[] means = DescribedByTextTest.means(decode(sample(name)).raster());

    assertThat(means[0]).isCloseTo(red, within(0.3));
    assertThat(means[1]).isCloseTo(green, within(0.3));
    assertThat(means[2]).isCloseTo(blue, within(0.3));
  }

  @Test
  void theSampleOfAPaletteIsOpaqueAboveAndClearBelow() throws IOException {
    Photo photo = decode(sample("palette-alpha"));

    for (int i = 0; i < 256; i++) {
      assertThat(photo.alpha()[i] & 255).isEqualTo(i < 128 ? 255 : 0);
    }
    int first = Samples.rgb(photo.raster(), 3, 2);
    assertThat((Samples.rgb(photo.raster(), 4, 2) >> 16) - (first >> 16)).isEqualTo(16);
    assertThat((Samples.rgb(photo.raster(), 4, 2) >> 8 & 255)).isLessThan(first >> 8 & 255);
  }

  private static byte[] sample(String name) throws IOException {
    Path folder = Models.folder().resolveSibling("cases").resolve("photos");
    Assumptions.assumeTrue(Files.isDirectory(folder), "no cases here");
    return Files.readAllBytes(folder.resolve(name + ".tif"));
  }

  @Test
  void orientationsOfBigTiffAreFollowed() {
    Photo photo = decode(whole(16, 3).kind(2).bigTiff().tag(0x112, 3, 6).file());

    assertThat(photo.levels().width()).isEqualTo(HEIGHT);
    assertThat((double) photo.raster().planes()[HEIGHT - 1])
        .isCloseTo(share(0, 0, 0), within(1e-4));
  }

  private interface Colour {
    double at(int x, int y, int colour);
  }

  private static void same(TiffMaker maker, Colour expected) {
    same(maker, EXACT, expected);
  }

  private static void same(TiffMaker maker, double near, Colour expected) {
    byte[] file = maker.file();
    Photo photo = decode(file);
    Extent extent = Photos.extent(file, 1_000_000);
    Raster raster = photo.raster();
    assertThat(List.of(raster.width(), raster.height())).containsExactly(maker.width, maker.height);
    assertThat(List.of(extent.width(), extent.height())).containsExactly(maker.width, maker.height);
    for (int i = 0; i < raster.planes().length; i++) {
      int x = i % maker.width;
      int y = i / maker.width % maker.height;
      double wanted = expected.at(x, y, i / maker.width / maker.height);
      if (Math.abs(raster.planes()[i] - wanted) > near) {
        assertThat((double) raster.planes()[i])
            .as("colour %s at %s,%s", i / maker.width / maker.height, x, y)
            .isCloseTo(wanted, within(near));
      }
    }
  }

  private static Photo decode(byte[] file) {
    return Photos.decode(file, 1_000_000);
  }
}
