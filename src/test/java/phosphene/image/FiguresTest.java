package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void aPictureOfOneColourHasNoVariance() {
    Raster raster = Rasters.paint(7, 5, (plane, x, y) -> 0.2 + 0.2 * plane);
    assertThat(Figures.of(raster)).isEqualTo(new Figures(0, 0));
  }

  @Test
  void whatEightBitsCannotShowIsNoVariance() {
    Raster raster = Rasters.paint(8, 8, (plane, x, y) -> 0.5 + 1e-4 * ((x + y) % 2));
    assertThat(Figures.of(raster).variance()).isZero();
  }

  @Test
  void blackAndWhiteHaveTheGreatestVarianceAndAreSaturated() {
    Raster raster = Rasters.paint(8, 8, (plane, x, y) -> (x + y) % 2);
    assertThat(Figures.of(raster)).isEqualTo(new Figures(0.25, 1));
  }

  @Test
  void varianceIsThatOfTheValues() {
    Raster raster = Rasters.levels(64, 64, 8);
    assertThat(Figures.of(raster).variance()).isCloseTo(1 / 12.0, within(0.002));
  }

  @Test
  void aPixelIsSaturatedIfOneChannelIs() {
    Raster raster = Rasters.paint(4, 1, (plane, x, y) -> x == 0 && plane == 1 ? 2 : 0.5);
    assertThat(Figures.of(raster).saturated()).isEqualTo(0.25);
  }
}
