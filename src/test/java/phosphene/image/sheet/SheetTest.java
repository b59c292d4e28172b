package phosphene.image.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static phosphene.image.codec.PngTest.noise;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.Resample;

class SheetTest {
  private static final String TITLE = "vgg19 block4_conv1   512 units   128 px";

  @ParameterizedTest
  @CsvSource({
    "1, 128",
    "7, 128",
    "64, 16",
    "96, 224",
    "512, 128",
    "512, 512",
    "1000, 64",
    "2048, 128",
    "4096, 227",
    "16384, 32",
    "1, 5000"
  })
  void placesLieApartInsideTheSheet(int tiles, int size) {
    Layout layout = Layout.of(TITLE, tiles, size, size);
    Layout.Grid grid = layout.grid();
    int down = grid.tileHeight() + grid.captionHeight();

    assertThat(layout.width()).isLessThanOrEqualTo(4096);
    Set<Integer> lefts = new HashSet<>();
    Set<Integer> tops = new HashSet<>();
    Set<List<Integer>> corners = new HashSet<>();
    for (int place = 0; place < tiles; place++) {
      lefts.add(layout.left(place));
      tops.add(layout.top(place));
      corners.add(List.of(layout.left(place), layout.top(place)));
    }
    assertThat(corners).hasSize(tiles);
    assertApart(lefts, grid.tileWidth(), layout.width());
    assertApart(tops, down, layout.height());
    assertThat(layout.top(0)).isGreaterThan(layout.titleTop(layout.title().size()));
  }

  private static void assertApart(Set<Integer> starts, int length, int end) {
    int[] sorted = starts.stream().mapToInt(Integer::intValue).sorted().toArray();
    assertThat(sorted[0]).isPositive();
    for (int i = 1; i < sorted.length; i++) {
      assertThat(sorted[i]).isGreaterThan(sorted[i - 1] + length);
    }
    assertThat(sorted[sorted.length - 1] + length).isLessThan(end);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 36, 64, 96, 128, 256, 384, 512, 1000, 1024, 2048, 4096})
  void formsAreNearSquare(int tiles) {
    Layout layout = Layout.of(TITLE, tiles, 128, 128);

    assertThat((double) layout.width() / layout.height()).isBetween(0.75, 1.5);
  }

  @ParameterizedTest
  @CsvSource({
    "512, 128, 128",
    "1, 5000, 4056",
    "512, 512, 146",
    "64, 16, 64",
    "2, 24, 48",
    "3, 65, 65"
  })
  void tilesKeepTheirSizeUnlessTheyAreTinyOrTooLarge(int tiles, int size, int drawn) {
    Layout.Grid grid = Layout.of(TITLE, tiles, size, size).grid();

    assertThat(grid.tileWidth()).isEqualTo(drawn);
    assertThat(grid.tileHeight()).isEqualTo(drawn);
  }

  @Test
  void longTitlesAreBrokenBetweenWords() {
    assertThat(Layout.of("googlenet inception_4a_3x3_reduce   96 units", 1, 64, 64).title())
        .containsExactly("googlenet", "inception_4a_3x3_reduce 96", "units");
    assertThat(Layout.of("a".repeat(30), 1, 64, 64).title()).containsExactly("a".repeat(24) + "..");
  }

  @Test
  void renderedTilesAreShownValueForValue() {
    Sheet sheet = Sheet.of(TITLE, 5, 70, 66);
    Raster tile = noise(70, 66);
    sheet.rendered(3, "3", tile);

    assertThat(cut(sheet, 3, 5, 70, 66)).containsExactly(tile.planes());
  }

  @Test
  void largeTilesAreAveragedDown() {
    Sheet sheet = Sheet.of(TITLE, 1, 4200, 100);
    Raster tile = noise(4200, 100);
    sheet.rendered(0, "0", tile);

    float[] small = Resample.shrink(tile, 4056, 97).planes();
    for (int i = 0; i < small.length; i++) {
      small[i] = (Levels.level(small[i]) & 255) / 255f;
    }
    assertThat(Arrays.equals(cut(sheet, 0, 1, 4200, 100), small)).isTrue();
  }

  static Stream<List<Draw>> neverAlike() {
    Draw rendered = sheet -> sheet.rendered(1, "1", noise(64, 64));
    Draw dead = sheet -> sheet.dead(1, "1", noise(64, 64));
    Draw deadWithoutTile = sheet -> sheet.dead(1, "1");
    Draw failed = sheet -> sheet.failed(1, "1");
    Draw missing = sheet -> sheet.missing(1, "1");
    List<Draw> draws = List.of(rendered, dead, deadWithoutTile, failed, missing);
    return IntStream.range(0, draws.size())
        .boxed()
        .flatMap(
            i -> draws.subList(i + 1, draws.size()).stream().map(d -> List.of(draws.get(i), d)));
  }

  @ParameterizedTest
  @MethodSource
  void neverAlike(List<Draw> two) {
    assertThat(share(two.get(0), two.get(1))).isLessThan(0.8);
  }

  /** The share of the tile's values that two drawings have in common. */
  private static double share(Draw one, Draw other) {
    float[] first = drawn(one);
    float[] second = drawn(other);
    return IntStream.range(0, first.length).filter(i -> first[i] == second[i]).count()
        / (double) first.length;
  }

  private static float[] drawn(Draw draw) {
    Sheet sheet = Sheet.of(TITLE, 2, 64, 64);
    draw.on(sheet);
    return cut(sheet, 1, 2, 64, 64);
  }

  @Test
  void placesNotYetDrawnLookMissing() {
    assertThat(drawn(sheet -> {})).containsExactly(drawn(sheet -> sheet.missing(1, "1")));
  }

  @Test
  void theLastDrawingOfAPlaceCounts() {
    Sheet once = Sheet.of(TITLE, 2, 128, 128);
    once.rendered(0, "1", noise(128, 128));
    Sheet twice = Sheet.of(TITLE, 2, 128, 128);
    twice.missing(0, "511");
    twice.failed(0, "1000");
    twice.rendered(0, "1", noise(128, 128));

    assertThat(twice.png(Map.of())).isEqualTo(once.png(Map.of()));
  }

  @Test
  void captionsDistinguishPlaces() {
    assertThat(captioned("17")).isNotEqualTo(captioned("18")).isEqualTo(captioned("17"));
  }

  private static byte[] captioned(String caption) {
    Sheet sheet = Sheet.of(TITLE, 1, 64, 64);
    sheet.failed(0, caption);
    return sheet.png(Map.of());
  }

  @Test
  void captionsOfAnyLengthStayInTheirPlace() {
    Sheet sheet = Sheet.of(TITLE, 2, 40, 40);
    byte[] before = sheet.png(Map.of());
    sheet.missing(0, "inception_4a_3x3_reduce/95");
    float[] other = cut(sheet, 1, 2, 40, 40);

    assertThat(sheet.png(Map.of())).isNotEqualTo(before);
    assertThat(other).containsExactly(cut(Sheet.of(TITLE, 2, 40, 40), 1, 2, 40, 40));
  }

  @Test
  void captionsOfASheetHaveOneSizeAtWhichTheLongestFits() {
    assertThat(Layout.of(TITLE, Font.width("short"), 24, 324, 160).scale()).isEqualTo(4);
    assertThat(Layout.of(TITLE, Font.width("a name of 18 signs"), 24, 324, 160).scale())
        .isEqualTo(3);
    assertThat(Layout.of(TITLE, Font.width("x".repeat(200)), 24, 324, 160).scale())
        .as("half the usual size")
        .isEqualTo(2);
    assertThat(Layout.of(TITLE, Font.width("x".repeat(200)), 24, 100, 100).scale()).isEqualTo(1);
  }

  @Test
  void longNamesKeepTheirTwoEnds() {
    assertThat(Layout.shortened("a-long-name-of-a-photo.jpeg", 12 * Font.ADVANCE - 1))
        .isEqualTo("a-long\u2026.jpeg");
    assertThat(Layout.shortened("photo.jpeg", 10 * Font.ADVANCE - 1)).isEqualTo("photo.jpeg");
    assertThat(Layout.shortened("photo", 0)).isEqualTo("\u2026");
    assertThat(Font.has(Font.ELLIPSIS)).isTrue();
  }

  @Test
  void aShortCaptionIsAsLargeBesideALongOneAsThatIs() {
    String lengthy = "x".repeat(100);
    Sheet mixed = Sheet.of("t", List.of("a", lengthy), 324, 160);
    Sheet alike = Sheet.of("t", List.of(lengthy, lengthy), 324, 160);
    Sheet brief = Sheet.of("t", List.of("a", "b"), 324, 160);
    for (Sheet sheet : List.of(mixed, alike, brief)) {
      sheet.rendered(0, "a", new Raster(324, 160, new float[3 * 324 * 160]));
      sheet.rendered(1, "b", new Raster(324, 160, new float[3 * 324 * 160]));
    }

    assertThat(mixed.png(Map.of()))
        .isEqualTo(alike.png(Map.of()))
        .isNotEqualTo(brief.png(Map.of()));
  }

  @Test
  void theTextsOfASheetAreInItsPng() {
    assertThat(Png.decode(Sheet.of(TITLE, 1, 8, 8).png(Map.of("layer", "block4_conv1"))).texts())
        .isEqualTo(Map.of("layer", "block4_conv1"));
  }

  @Test
  void sheetsThatCannotBeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sheet.of(TITLE, 0, 8, 8))
        .withMessage("Invalid sheet: 0 tiles of 8x8 (must be 1 to 16384 tiles of at least 1x1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sheet.of(TITLE, 1, 8, 8).rendered(0, "", noise(8, 9)))
        .withMessage("Invalid tile: 8x9 (must be 8x8 like all of the sheet)");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Sheet.of(TITLE, 3, 8, 8).failed(3, ""))
        .withMessage("Invalid place: 3 (must be 0 to 2)");
  }

  @Test
  void theFontHasEveryLetterOfTitlesAndCaptions() {
    String needed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/:#%()+,= '!?*<>[]@&|~;$";

    assertThat(needed.chars().allMatch(c -> Font.has((char) c))).isTrue();
    assertThat(needed.chars().mapToObj(c -> shape((char) c))).doesNotHaveDuplicates();
    assertThat(shape('é')).isEqualTo(shape('緑')).isNotEqualTo(shape(' '));
  }

  private static List<Boolean> shape(char character) {
    String text = String.valueOf(character);
    return IntStream.range(0, Font.ADVANCE * Font.HEIGHT)
        .mapToObj(i -> Font.ink(text, i % Font.ADVANCE, i / Font.ADVANCE))
        .toList();
  }

  interface Draw {
    void on(Sheet sheet);
  }

  /** What the sheet shows at a place, of its {@code tiles} of one size. */
  private static float[] cut(Sheet sheet, int place, int tiles, int width, int height) {
    Layout layout = Layout.of(TITLE, tiles, width, height);
    Raster whole = Png.decode(sheet.png(Map.of())).raster();
    int across = layout.grid().tileWidth();
    int down = layout.grid().tileHeight();
    float[] planes = new float[3 * across * down];
    for (int i = 0; i < planes.length; i++) {
      int x = layout.left(place) + i % across;
      int y = layout.top(place) + i / across % down;
      planes[i] = whole.planes()[(i / across / down * whole.height() + y) * whole.width() + x];
    }
    return planes;
  }
}
