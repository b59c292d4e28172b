package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.image.figures.Figures;
import phosphene.image.pixel.Raster;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;
import phosphene.spec.NetworkRef;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;
import phosphene.spec.Tap;

/** What pictures of the quickstart's recipe look like, in figures. */
class StandardPicturesTest {
  private static final String LOOK =
      "{size: 64, steps: 96, transforms: [{%s: 6}, {jitter: 4}, {scale: [0.95, 1.05]},"
          + " {rotate: 5}, {jitter: 2}], parameterization: %s}";
  private static final Recipe STANDARD =
      Recipe.read("x", String.format(Locale.ROOT, LOOK, "margin", "fourier"));
  private static final Recipe CLIPPED =
      Recipe.read("x", String.format(Locale.ROOT, LOOK, "margin", "{fourier: {headroom: 0}}"));
  private static final Recipe LUCIDS =
      Recipe.read(
          "x",
          String.format(Locale.ROOT, LOOK, "pad", "{fourier: {decay: 1, cut: 0, headroom: 0}}"));

  private static final Network PRIMER =
      Networks.resolve(
          new NetworkRef(
              "primer",
              java.util.Optional.empty(),
              java.util.Optional.empty(),
              java.util.Optional.empty(),
              "x"),
          java.nio.file.Path.of("none"));

  private static List<TileResult.Finished> render(String layer, Recipe recipe, int... channels) {
    Objective objective =
        new Objective(new Objective.Kind.Channel(), Objective.Sign.POSITIVE, Tap.POST);
    try (Engine engine = TestEngines.open(PRIMER)) {
      return new Ascent(engine, new LayerContext(layer, objective, recipe), tiles -> {})
              .render(
                  IntStream.of(channels)
                      .mapToObj(channel -> new TileStart(channel, new Seed(100 + channel)))
                      .toList())
              .stream()
              .map(TileResult.Finished.class::cast)
              .toList();
    }
  }

  private static double score(List<TileResult.Finished> tiles) {
    return tiles.stream().mapToDouble(tile -> tile.scores().end()).sum();
  }

  private static double mean(
      List<TileResult.Finished> tiles, java.util.function.ToDoubleFunction<Figures> figure) {
    return tiles.stream()
        .mapToDouble(tile -> figure.applyAsDouble(Figures.of(tile.raster())))
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"block3_conv1, 0.2", "block3_conv2, 0.2", "block4_conv1, 0.2", "block4_conv2, 0.2"})
  void deepTilesHaveNoWeaveAndNoRoughBorderAndScoreNearlyAsMuch(String layer, double share) {
    int[] channels = {1, 9, 17, 25};
    List<TileResult.Finished> tiles = render(layer, STANDARD, channels);
    List<TileResult.Finished> before = render(layer, LUCIDS, channels);

    assertThat(mean(tiles, Figures::highFrequencies)).isLessThan(share);
    assertThat(mean(before, Figures::highFrequencies)).as("what it mends").isGreaterThan(0.25);
    assertThat(mean(tiles, Figures::border)).isLessThan(1.2);
    assertThat(score(tiles)).as("by half of the steps").isGreaterThan(0.88 * score(before));
  }

  @Test
  void whatEarlyTilesMendIsThere() {
    assertThat(mean(render("block1_conv1", LUCIDS, 1, 5, 9, 13), Figures::clipped)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"block1_conv1", "block1_conv2"})
  void earlyTilesAreNotClippedAndScoreNearlyAsMuch(String layer) {
    int[] channels = {1, 5, 9, 13};
    List<TileResult.Finished> tiles = render(layer, STANDARD, channels);
    List<TileResult.Finished> full = render(layer, CLIPPED, channels);

    assertThat(mean(tiles, Figures::clipped)).isLessThan(0.01);
    assertThat(score(tiles)).isGreaterThan(0.95 * score(full));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void noPeriodStandsOut(int period) {
    double peaks = 0;
    List<TileResult.Finished> tiles = render("block4_conv2", STANDARD, 1, 9, 17, 25);
    for (TileResult.Finished tile : tiles) {
      peaks += peak(tile.raster(), period) / tiles.size();
    }
    assertThat(peaks).isLessThan(4); // neighbors of noise are within a factor of that
  }

  /** The power of waves of a period, across and down, relative to that of nearby periods. */
  private static double peak(Raster raster, int period) {
    int size = raster.width();
    int wave = size / period;
    double own = power(raster, wave, 0) + power(raster, 0, wave);
    double near = 0;
    int count = 0;
    for (int away = 2; away <= 4; away++) {
      near += power(raster, wave - away, 0) + power(raster, 0, wave - away);
      near += power(raster, wave, away) + power(raster, away, wave);
      count += 2;
    }
    return own / (near / count);
  }

  /** Of the luma under a window, at a frequency in waves an image. */
  private static double power(Raster raster, int across, int down) {
    int size = raster.width();
    int area = size * size;
    double re = 0;
    double im = 0;
    for (int i = 0; i < area; i++) {
      int x = i % size;
      int y = i / size;
      double luma =
          0.2126 * raster.planes()[i]
              + 0.7152 * raster.planes()[area + i]
              + 0.0722 * raster.planes()[2 * area + i];
      double value = window(x, size) * window(y, size) * (luma - 0.5);
      double turn = 2 * Math.PI * (across * x + down * y) / size;
      re += value * Math.cos(turn);
      im += value * Math.sin(turn);
    }
    return re * re + im * im;
  }

  private static double window(int at, int size) {
    return 0.5 - 0.5 * Math.cos(2 * Math.PI * (at + 0.5) / size);
  }
}
