package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.image.PngTest.raster;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void anEvenPictureHasNoContrast() {
    assertThat(Figures.of(raster(16, 9, i -> 0.3f))).isEqualTo(new Figures(0, 0));
  }

  @Test
  void halfBlackHalfWhiteIsTheMost() {
    Figures figures = Figures.of(raster(8, 8, i -> i % 2));

    assertThat(figures.contrast()).isCloseTo(0.5, within(1e-7));
    assertThat(figures.saturated()).isEqualTo(1);
  }

  @Test
  void contrastWeighsTheColoursByLuminance() {
    // One pixel with 0.5 more green than the other: deviation 0.7152 * 0.25.
    Raster raster = new Raster(2, 1, new float[] {0.5f, 0.5f, 0.25f, 0.75f, 0.5f, 0.5f});

    assertThat(Figures.of(raster).contrast()).isCloseTo(0.7152 * 0.25, within(1e-7));
    assertThat(Figures.of(raster).saturated()).isZero();
  }

  @Test
  void saturationCountsPixelsByEightBitLevels() {
    float[] planes = new float[12];
    // Levels 1 and 254 count, 2 and 253 do not; one value is enough.
    for (int i = 0; i < 12; i++) {
      planes[i] = new float[] {1, 2, 253, 100, 128, 128, 128, 128, 128, 128, 128, 254}[i] / 255f;
    }

    assertThat(Figures.of(new Raster(4, 1, planes)).saturated()).isEqualTo(0.5);
  }
}
