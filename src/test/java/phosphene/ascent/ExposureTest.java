package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import phosphene.engine.Toys;

class ExposureTest {
  private static final int SIZE = 40;
  private static final int AREA = SIZE * SIZE;

  @Test
  void evenNoiseAroundGrayStaysNearlyAsItIs() {
    float[] planes = Toys.values(new SplittableRandom(1), 3 * AREA, -1, 1);
    float[] before = planes.clone();

    new Exposure(SIZE).limit(planes);

    for (int i = 0; i < planes.length; i++) {
      assertThat(planes[i]).isCloseTo(before[i], within(0.25f));
    }
  }

  @Test
  void aWhiteAreaComesBackAndKeepsItsDetail() {
    float[] planes = new float[3 * AREA];
    Arrays.fill(planes, 9);
    for (int i = 0; i < planes.length; i += 2) {
      planes[i] += 0.5f;
    }

    new Exposure(SIZE).limit(planes);

    int middle = AREA / 2 + SIZE / 2;
    assertThat(planes[middle]).isBetween(1f, 2f);
    assertThat(planes[middle] - planes[middle + 1]).isCloseTo(0.5f, within(0.05f));
  }

  @Test
  void whatIsLouderThanTheRestIsLoweredAndTheRestIsNot() {
    float[] planes = Toys.values(new SplittableRandom(1), 3 * AREA, -0.5, 0.5);
    int middle = SIZE / 2 * SIZE + SIZE / 2;
    for (int row = -3; row < 3; row++) {
      for (int column = -3; column < 3; column++) {
        planes[middle + row * SIZE + column] *= 20;
      }
    }
    float[] before = planes.clone();

    new Exposure(SIZE).limit(planes);

    assertThat(Math.abs(planes[middle])).isLessThan(0.8f * Math.abs(before[middle]));
    assertThat(planes[2 * SIZE + 2]).isCloseTo(before[2 * SIZE + 2], within(0.05f));
  }

  @Test
  void planesOfZerosStay() {
    float[] planes = new float[3 * AREA];

    new Exposure(SIZE).limit(planes);

    assertThat(planes).containsOnly(0);
  }
}
