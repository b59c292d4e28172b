package phosphene.image.exif;

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
import phosphene.Deterministic;
import phosphene.Models;
import phosphene.image.BadPhotosTest;
import phosphene.image.DescribedByTextTest;
import phosphene.image.Photos;
import phosphene.image.Samples;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** TIFF files of all kinds of samples, against the formula that made them. */
public class TiffFilesTest {
  static final int WIDTH = 37;
  static final int HEIGHT = 23;
  static final List<ByteOrder> ORDERS = List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);

  // Half a level of 65536, and the rounding of floats.
  static final double EXACT = 0.51 / 65535;

  /** A value of 0 to 1, another for each pixel and sample; both ends are there. */
  static double share(int x, int y, int sample) {
    int step = (x * 7 + y * 13 + sample * 31) % 64;
    return step / 63.0;
  }

  static long full(int bits) {
    return (1L << bits) - 1;
  }

  static TiffMaker whole(int bits, int samples) {
    int[] all = new int[samples];
    Arrays.fill(all, bits);
    return new TiffMaker(
        WIDTH, HEIGHT, all, (x, y, sample) -> Math.round(share(x, y, sample) * full(bits)));
  }

  /** What a sample of so many bits says. */
  static double stored(int bits, int x, int y, int sample) {
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

  @Deterministic
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
  @CsvSource({
    "34661, JBIG", "34712, JPEG 2000", "33003, JPEG 2000", "34887, LERC", "50001, WebP",
    "34927, WebP", "50002, JPEG XL", "32809, ThunderScan", "34676, SGI log", "32908, Pixar film",
    "12345, 12345"
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
    "lab8, 112.9, 101.9, 112",
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

  /** The value of a color of a pixel, 0 to 1. */
  interface Color {
    double at(int x, int y, int color);
  }

  static void same(TiffMaker maker, Color expected) {
    same(maker, EXACT, expected);
  }

  static void same(TiffMaker maker, double near, Color expected) {
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

  static Photo decode(byte[] file) {
    return Photos.decode(file, 1_000_000);
  }
}
