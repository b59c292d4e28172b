package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {
  private static final Sheet.Heading HEADING =
      new Sheet.Heading("vgg19 block4_conv1", "512 units   128 px");
  private static final Sheet.Heading NONE = new Sheet.Heading("", "");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 12, 64, 100, 211, 512, 1000, 2048, 20_000})
  void everyTileHasAPlaceOfItsOwnInsideTheSheet(int tiles) {
    SheetGrid grid = SheetGrid.of(HEADING, tiles, 128);
    assertThat(IntStream.range(0, tiles).mapToObj(grid::tile).distinct()).hasSize(tiles);
    for (int i = 0; i < tiles; i++) {
      Canvas.Box cell = grid.cell(i);
      assertThat(cell.x()).isBetween(0, grid.width() - cell.width());
      assertThat(cell.y()).isBetween(HEADING_FOOT, grid.height() - cell.height());
    }
  }

  private static final int HEADING_FOOT = 16 + 2 * Lettering.CAPITAL;

  @ParameterizedTest
  @ValueSource(ints = {12, 64, 100, 211, 512, 1000, 2048, 20_000})
  void largeSheetsAreNearlySquareOrFourToThreeAndBounded(int tiles) {
    for (int size : new int[] {16, 128, 512}) {
      SheetGrid grid = SheetGrid.of(HEADING, tiles, size);
      assertThat((double) grid.width() / grid.height()).isBetween(0.8, 1.6);
      assertThat(grid.width()).isLessThanOrEqualTo(4096);
    }
  }

  @Test
  void tilesKeepTheirSizeWhereThereIsRoom() {
    assertThat(SheetGrid.of(HEADING, 512, 128).shown()).isEqualTo(128);
    assertThat(SheetGrid.of(HEADING, 2048, 128).shown()).isBetween(75, 85);
    assertThat(SheetGrid.of(HEADING, 9, 16).shown()).isEqualTo(48);
  }

  @Test
  void aTileIsShownAsItIs() {
    Raster tile = Rasters.levels(64, 64, 7);
    SheetGrid grid = SheetGrid.of(HEADING, 3, 64);

    byte[] png =
        Sheet.png(HEADING, 64, List.of(rendered("0", Rasters.flat(64, 64, 1)), rendered("1", tile)));

    SheetGrid two = SheetGrid.of(HEADING, 2, 64);
    assertThat(grid.shown()).isEqualTo(64);
    assertThat(crop(Png.decode(png).raster(), two.tile(1)))
        .usingRecursiveComparison()
        .isEqualTo(tile);
  }

  @Test
  void aDeadTileIsDimAndMarkedAndAMissingOneIsHatched() {
    Raster tile = Rasters.flat(64, 64, 0.5);
    SheetGrid grid = SheetGrid.of(NONE, 4, 64);
    Sheet sheet = Sheet.of(NONE, 4, 64);
    sheet.place(0, rendered("0", tile));
    sheet.place(1, new Sheet.Tile.Dead("1 dead", tile));
    sheet.place(2, new Sheet.Tile.Missing("2 failed"));

    Raster drawn = Png.decode(sheet.png(Map.of())).raster();

    assertThat(Figures.of(crop(drawn, grid.tile(0))).variance()).isZero();
    for (int marked = 1; marked < 4; marked++) {
      assertThat(Figures.of(crop(drawn, grid.tile(marked))).variance()).isGreaterThan(0.002);
    }
    assertThat(crop(drawn, grid.tile(3)))
        .as("a place that was never filled")
        .usingRecursiveComparison()
        .isEqualTo(crop(drawn, grid.tile(2)));
    assertThat(crop(drawn, grid.tile(1)).planes()[20 * 64 + 20]).isLessThan(0.25f);
  }

  @Test
  void headingAndCaptionsAreWritten() {
    byte[] png = Sheet.png(HEADING, 64, List.of(rendered("17", Rasters.flat(64, 64, 0.5))));
    SheetGrid grid = SheetGrid.of(HEADING, 1, 64);
    Raster drawn = Png.decode(png).raster();

    Canvas.Box tile = grid.tile(0);
    Canvas.Box under = new Canvas.Box(tile.x(), tile.y() + 64, 64, grid.cell(0).height() - 64);
    Canvas.Box above = new Canvas.Box(0, 0, grid.width(), tile.y());
    assertThat(written(crop(drawn, under))).isEqualTo(dots(new Lettering("17", 1)));
    assertThat(written(crop(drawn, above)))
        .isEqualTo(
            4 * dots(new Lettering("vgg19 block4_conv1", 1))
                + dots(new Lettering("512 units   128 px", 1)));
  }

  @Test
  void aCaptionThatDoesNotFitIsCutToItsFirstWord() {
    SheetGrid grid = SheetGrid.of(NONE, 2048, 48);
    assertThat(grid.caption("1713 out of memory").map(Lettering::text)).hasValue("1713");
    assertThat(grid.caption("1713").map(Lettering::text)).hasValue("1713");
  }

  @Test
  void textIsKept() {
    byte[] png = Sheet.of(HEADING, 1, 8).png(Map.of("layer", "block4_conv1"));
    assertThat(Png.decode(png).text()).isEqualTo(Map.of("layer", "block4_conv1"));
  }

  @Test
  void placesOutsideAreRefused() {
    Sheet sheet = Sheet.of(HEADING, 4, 8);
    assertThatThrownBy(() -> sheet.place(4, new Sheet.Tile.Missing("4")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid place: 4 (must be in 0..3)");
    assertThatThrownBy(() -> Sheet.of(HEADING, 0, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid sheet: 0 tiles of 8 px");
  }

  @Test
  void everyLetterOfAsciiLooksDifferent() {
    List<String> shapes =
        IntStream.rangeClosed(32, 126).mapToObj(c -> shape(Character.toString(c))).toList();
    assertThat(shapes).doesNotHaveDuplicates().doesNotContain(shape("神"));
  }

  private static Sheet.Tile rendered(String caption, Raster raster) {
    return new Sheet.Tile.Rendered(caption, raster);
  }

  private static String shape(String letter) {
    StringBuilder shape = new StringBuilder();
    new Lettering(letter, 1).forEachDot((x, y) -> shape.append(x).append(y).append(' '));
    return shape.toString();
  }

  private static int dots(Lettering line) {
    int[] count = {0};
    line.forEachDot((x, y) -> count[0]++);
    return count[0];
  }

  // Pixels that are not of the darkest colour.
  private static int written(Raster raster) {
    int area = raster.width() * raster.height();
    float[] red = Arrays.copyOf(raster.planes(), area);
    return (int) IntStream.range(0, area).filter(i -> red[i] != 0x14 / 255f).count();
  }

  private static Raster crop(Raster raster, Canvas.Box box) {
    return Rasters.paint(
        box.width(),
        box.height(),
        (p, x, y) ->
            raster.planes()[
                (p * raster.height() + box.y() + y) * raster.width() + box.x() + x]);
  }
}
