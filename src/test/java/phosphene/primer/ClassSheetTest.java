package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import phosphene.image.pixel.Raster;
import phosphene.image.sheet.Sheet;
import phosphene.spec.Seed;

class ClassSheetTest {
  // 130: two images of 64 pixels with a gap of 2
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
    Raster image = ImageClasses.draw(0, seed.derive(0));

    assertThat(contains(sheet, image)).isTrue();
    assertThat(contains(sheet, ImageClasses.draw(0, new Seed(2)))).isFalse();
  }

  /** Whether the image is somewhere on the sheet, to half a level of 256. */
  private static boolean contains(Raster sheet, Raster image) {
    for (int y = 0; y + image.height() <= sheet.height(); y++) {
      for (int x = 0; x + image.width() <= sheet.width(); x++) {
        if (isAt(sheet, image, x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAt(Raster sheet, Raster image, int left, int top) {
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        float shown = sheet.planes()[(top + y) * sheet.width() + left + x];
        if (Math.abs(shown - image.planes()[y * image.width() + x]) > 0.0021f) {
          return false;
        }
      }
    }
    return true;
  }
}
