package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.Deterministic;
import phosphene.engine.Toys;

/** How images are moved. */
class WarpTest {
  private static final int SIZE = 24;

  private final float[] image =
      Toys.values(new SplittableRandom(3), ColorTransform.COLORS * SIZE * SIZE, -1, 1);

  private static float[] moved(Affine map, float[] image, int size) {
    float[] moved = new float[image.length];
    new Warp(size).apply(map, image, moved);
    return moved;
  }

  @Deterministic
  @Test
  void standingStillChangesNoBit() {
    assertThat(moved(Affine.shift(0, 0), image, SIZE)).isEqualTo(image);
  }

  @Test
  void wholePixelsAreShiftedAsTheyAreAndBordersMirrored() {
    float[] moved = moved(Affine.shift(3, -2), image, SIZE);

    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int fromX = x + 3 < SIZE ? x + 3 : 2 * SIZE - 1 - (x + 3);
        int fromY = y - 2 >= 0 ? y - 2 : -1 - (y - 2);
        assertThat(moved[y * SIZE + x]).isEqualTo(image[fromY * SIZE + fromX]);
      }
    }
  }

  @Test
  void aQuarterTurnMovesPixelsOntoPixels() {
    float[] moved = moved(Affine.about((SIZE - 1) / 2.0, Math.PI / 2, 1), image, SIZE);

    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        assertThat(moved[y * SIZE + x]).isCloseTo(image[x * SIZE + (SIZE - 1 - y)], within(2e-3f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.7", "1.5, 0.9", "-0.2, 2.5"})
  void whatIsEvenStaysEvenUpToTheCorners(double radians, double factor) {
    float[] even = new float[image.length];
    java.util.Arrays.fill(even, 0.7f);

    for (float value : moved(Affine.about(11.5, radians, factor), even, SIZE)) {
      assertThat(value).isCloseTo(0.7f, within(1e-5f));
    }
  }

  @Test
  void aHundredSmallMovesNeitherBlurNorSharpenAWave() {
    int size = 64;
    float[] wave = new float[ColorTransform.COLORS * size * size];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = (float) Math.sin(2 * Math.PI * (i % size) / 8); // eight pixels a wave
    }
    float[] now = wave;
    for (int i = 0; i < 100; i++) {
      now = moved(Affine.shift(i % 2 == 0 ? 0.37 : -0.37, 0), now, size);
    }
    assertThat(energy(now) / energy(wave)).isBetween(0.8, 1.2);
  }

  private static double energy(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return sum;
  }
}
