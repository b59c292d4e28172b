package phosphene.image.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static phosphene.image.codec.PngTest.noise;
import static phosphene.image.codec.PngTest.raster;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResampleTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "7, 5", "16, 16", "29, 23", "31, 1", "13, 24"})
  void theMeanOfEveryPlaneIsKept(int width, int height) {
    Raster noise = noise(31, 24);

    Raster small = Resample.shrink(noise, width, height);

    assertThat(small.width()).isEqualTo(width);
    assertThat(small.height()).isEqualTo(height);
    for (int plane = 0; plane < 3; plane++) {
      assertThat(mean(small, plane)).isCloseTo(mean(noise, plane), within(1e-6));
    }
  }

  @Test
  void twoStepsThatDivideAreOneStep() {
    Raster noise = noise(24, 36);

    assertThat(Resample.shrink(Resample.shrink(noise, 12, 12), 4, 6).planes())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(Resample.shrink(noise, 4, 6).planes());
  }

  @Test
  void threePixelsBecomeTwoByHalves() {
    Raster raster = new Raster(3, 1, new float[] {0.3f, 0.6f, 0.9f, 0, 0, 0.75f, 1, 0, 1});

    assertThat(Resample.shrink(raster, 2, 1).planes())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(0.4f, 0.8f, 0, 0.5f, 2 / 3f, 2 / 3f);
  }

  @Test
  void columnsAreAveragedLikeRows() {
    Raster raster = new Raster(1, 3, new float[] {0.3f, 0.6f, 0.9f, 0, 0, 0.75f, 1, 0, 1});

    assertThat(Resample.shrink(raster, 1, 2).planes())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(0.4f, 0.8f, 0, 0.5f, 2 / 3f, 2 / 3f);
  }

  @Test
  void anEvenPictureStaysEven() {
    assertThat(Resample.shrink(raster(37, 11, i -> 0.25f), 10, 7).planes())
        .usingComparatorWithPrecision(1e-6f)
        .containsOnly(0.25f);
  }

  @Test
  void theOwnSizeIsTheRasterItself() {
    Raster noise = noise(5, 4);

    assertThat(Resample.shrink(noise, 5, 4)).isSameAs(noise);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "6, 4", "5, 5"})
  void sizesThatDoNotShrinkAreRefused(int width, int height) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resample.shrink(noise(5, 4), width, height))
        .withMessage("Invalid size: " + width + "x" + height + " (must be 1x1 to 5x4)");
  }

  private static double mean(Raster raster, int plane) {
    int area = raster.width() * raster.height();
    double sum = 0;
    for (int i = 0; i < area; i++) {
      sum += raster.planes()[plane * area + i];
    }
    return sum / area;
  }
}
