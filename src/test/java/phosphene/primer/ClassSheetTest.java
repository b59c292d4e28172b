package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import phosphene.image.pixel.Raster;
import phosphene.image.sheet.Sheet;
import phosphene.spec.Seed;

class ClassSheetTest {
  // 130: two pictures of 64 pixels with a gap of 2
  private static final Sheet LIKE_IT = Sheet.of("Primer   48 classes", 48, 130, 130);

  @Test
  void theSheetHasAPlaceForEveryClass() {
    Raster sheet = ClassSheet.of(new Seed(1));

    assertThat(sheet.width()).isEqualTo(LIKE_IT.width()).isGreaterThan(8 * 130);
    assertThat(sheet.height()).isEqualTo(LIKE_IT.height()).isGreaterThan(6 * 130);
  }

  @Test
  void theFirstPlaceShowsTheFirstClass() {
    Seed seed = new Seed(1);
    Raster sheet = ClassSheet.of(seed);
    Raster picture = ImageClasses.draw(0, seed.derive(0));

    assertThat(contains(sheet, picture)).isTrue();
    assertThat(contains(sheet, ImageClasses.draw(0, new Seed(2)))).isFalse();
  }

  /** Whether the picture is somewhere on the sheet, to half a level of 256. */
  private static boolean contains(Raster sheet, Raster picture) {
    for (int y = 0; y + picture.height() <= sheet.height(); y++) {
      for (int x = 0; x + picture.width() <= sheet.width(); x++) {
        if (isAt(sheet, picture, x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAt(Raster sheet, Raster picture, int left, int top) {
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        float shown = sheet.planes()[(top + y) * sheet.width() + left + x];
        if (Math.abs(shown - picture.planes()[y * picture.width() + x]) > 0.0021f) {
          return false;
        }
      }
    }
    return true;
  }
}
