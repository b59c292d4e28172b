package phosphene.image.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Deterministic;
import phosphene.Models;
import phosphene.image.Photos;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Raster;

/** Figures of pictures whose figures are known. */
class FiguresTest {

  /** The value of all channels at a pixel. */
  private interface Gray {
    double at(int x, int y);
  }

  private static Raster gray(int width, int height, Gray gray) {
    float[] planes = new float[3 * width * height];
    for (int i = 0; i < planes.length; i++) {
      int pixel = i % (width * height);
      planes[i] = (float) gray.at(pixel % width, pixel / width);
    }
    return new Raster(width, height, planes);
  }

  /** Waves of {@code cycles} a pixel, whose lines stand at an angle, counterclockwise. */
  private static Raster grating(int side, double cycles, double degrees) {
    double across = Math.sin(Math.toRadians(degrees));
    double down = Math.cos(Math.toRadians(degrees));
    return gray(
        side, side, (x, y) -> 0.5 + 0.4 * Math.sin(2 * Math.PI * cycles * (across * x + down * y)));
  }

  private static Raster noise(int side) {
    SplittableRandom random = new SplittableRandom(7);
    return gray(side, side, (x, y) -> random.nextDouble());
  }

  private static Raster colored(int side, int... colors) {
    float[] planes = new float[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      int color = colors[i * colors.length / (side * side)];
      planes[i] = (color >> 16 & 255) / 255f;
      planes[side * side + i] = (color >> 8 & 255) / 255f;
      planes[2 * side * side + i] = (color & 255) / 255f;
    }
    return new Raster(side, side, planes);
  }

  @ParameterizedTest
  @CsvSource({
    "0.05, 0, 0",
    "0.2, 30, 0",
    "0.2, 90, 0",
    "0.3, 0, 1",
    "0.3, 45, 1",
    "0.4, 120, 1",
    "0.5, 90, 1"
  })
  void aGratingHasAllOfItsPowerAtItsFrequency(double cycles, double degrees, double share) {
    Raster grating =
        cycles == 0.5
            ? gray(64, 64, (x, y) -> x % 2 == 0 ? 0.2 : 0.8)
            : grating(64, cycles, degrees);

    assertThat(Figures.of(grating).highFrequencies()).isCloseTo(share, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 45, 70, 90, 135, 160, 179})
  void theLinesOfAGratingStandAtItsAngle(int degrees) {
    for (double cycles : new double[] {0.04, 0.11, 0.22}) {
      Orientation orientation = Figures.of(grating(64, cycles, degrees)).orientation();
      double apart = Math.abs(orientation.degrees() - degrees);

      assertThat(Math.min(apart, 180 - apart)).isLessThan(1.5);
      assertThat(orientation.coherence()).isGreaterThan(0.9);
    }
  }

  @Test
  void noiseHasTheShareOfItsAreaOfFrequenciesAndNoDirection() {
    Figures figures = Figures.of(noise(128));

    // All but a disk of radius 0.25 in a square of side 1.
    assertThat(figures.highFrequencies()).isCloseTo(1 - Math.PI / 16, within(0.02));
    assertThat(figures.orientation().coherence()).isLessThan(0.1);
    assertThat(figures.border()).isCloseTo(1, within(0.1));
  }

  @Test
  void aFlatPictureHasNothing() {
    assertThat(Figures.of(colored(32, 0x4080c0)))
        .isEqualTo(
            new Figures(
                0, 0, 0, List.of(new ColorShare("#4080c0", "blue", 1)), new Orientation(0, 0)));
  }

  @Test
  void theBorderDoesNotCountAmongTheFrequencies() {
    Raster waves = grating(64, 0.05, 0);
    Raster dashed =
        gray(
            64,
            64,
            (x, y) ->
                x == 0 || y == 0 || x == 63 || y == 63
                    ? (x + y) % 4 < 2 ? 0.1 : 0.9
                    : waves.planes()[64 * y + x]);

    assertThat(Figures.of(dashed).highFrequencies()).isLessThan(0.01);
    assertThat(Figures.of(dashed).border()).isGreaterThan(3);
    assertThat(Figures.of(waves).border()).isCloseTo(1, within(0.2));
  }

  @Test
  void clippedValuesAreCountedInEveryChannel() {
    assertThat(Figures.of(colored(16, 0xff0080, 0x808080)).clipped())
        .isCloseTo(1 / 3., offset(1e-9));
    // Values beyond 0..1 are clipped in the file, and so are those nearer to its ends than a level.
    assertThat(Figures.of(gray(16, 16, (x, y) -> y < 8 ? 1.5 : -0.001)).clipped()).isEqualTo(1);
    assertThat(Figures.of(gray(16, 16, (x, y) -> y < 8 ? 254 / 255. : 1 / 255.)).clipped())
        .isZero();
  }

  @Test
  void dominantColorsAreNamedAndTheLargestFirst() {
    assertThat(Figures.of(colored(16, 0xff0000, 0xff0000, 0x0000ff, 0x00ff00)).colors())
        .containsExactly(
            new ColorShare("#ff0000", "red", 0.5f),
            new ColorShare("#0000ff", "blue", 0.25f),
            new ColorShare("#00ff00", "green", 0.25f));
  }

  @Test
  void colorsThatAreHardlyToldApartAreOne() {
    assertThat(Figures.of(colored(16, 0x204820, 0x224a22, 0x204820, 0xffffff)).colors())
        .extracting(ColorShare::name)
        .containsExactly("green", "white");
  }

  @Test
  void everyNameIsThatOfItsColor() {
    Map<String, Integer> pure =
        Map.of(
            "black", 0x050505, "gray", 0x888888, "white", 0xf8f8f8, "red", 0xe01010, "orange",
            0xff9010, "brown", 0x7a4a1a, "yellow", 0xf8f010, "green", 0x20a030, "blue", 0x2030d0,
            "pink", 0xffb0c0);
    pure.forEach(
        (name, color) ->
            assertThat(Figures.of(colored(16, color)).colors())
                .containsExactly(new ColorShare(String.format("#%06x", color), name, 1)));
  }

  @Test
  void manyColorsBecomeAFewThatHoldMostOfThePicture() {
    List<ColorShare> colors = Figures.of(noise(64)).colors();

    assertThat(colors).hasSizeBetween(2, 5);
    assertThat(colors.stream().mapToDouble(ColorShare::share).sum()).isCloseTo(1, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({"64, 64", "100, 100", "101, 67", "384, 96", "300, 300", "16, 16"})
  void theFileOfAPictureHasTheSameFigures(int width, int height) {
    SplittableRandom random = new SplittableRandom(width);
    Raster picture =
        gray(width, height, (x, y) -> 0.5 + 0.6 * Math.sin(x * y * 0.01) * random.nextDouble());

    assertThat(Figures.of(Png.decode(Png.encode(picture, Map.of())).raster()))
        .isEqualTo(Figures.of(picture));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.4})
  void aStripAndALargePictureHaveTheFiguresOfTheirWaves(double cycles) {
    for (int[] size : new int[][] {{256, 64}, {64, 320}, {600, 300}}) {
      Raster waves =
          gray(size[0], size[1], (x, y) -> 0.5 + 0.4 * Math.sin(2 * Math.PI * cycles * x));
      Figures figures = Figures.of(waves);

      assertThat(figures.highFrequencies()).isCloseTo(cycles > 0.25 ? 1 : 0, within(0.01));
      assertThat(figures.orientation().degrees()).isCloseTo(90, within(0.5));
    }
  }

  @Deterministic
  @ParameterizedTest
  @CsvSource({"64, 0.074", "128, 0.050"})
  void photosHaveTheFiguresThatTilesAreMeasuredBy(int side, double share) throws IOException {
    List<Figures> photos = new ArrayList<>();
    Path folder = Models.folder().resolveSibling("photos");
    assumeTrue(Files.isDirectory(folder), "no photos beside the real networks");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(some -> !some.toString().endsWith(".md")).toList()) {
        Levels levels = Photos.decode(Files.readAllBytes(file), 10_000_000).levels();
        photos.add(Figures.of(Bicubic.resize(levels, Area.centered(levels, 1, 1), side, side)));
      }
    }

    assertThat(photos).hasSizeGreaterThan(5);
    assertThat(mean(photos, Figures::highFrequencies)).isCloseTo(share, within(0.002));
    assertThat(mean(photos, Figures::border)).isCloseTo(0.83, within(0.07));
  }

  private static double mean(List<Figures> photos, ToDoubleFunction<Figures> figure) {
    return photos.stream().mapToDouble(figure).average().orElseThrow();
  }

  @Test
  void figuresDoNotChangeThePicture() {
    Raster picture = noise(32);
    float[] before = picture.planes().clone();
    Figures.of(picture);

    assertThat(Arrays.equals(picture.planes(), before)).isTrue();
  }
}
