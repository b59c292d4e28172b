package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Deterministic;
import phosphene.engine.Toys;
import phosphene.spec.TileCuts;

/** What dreams do with planes of pixels: cutting, smoothing, enlarging. */
class PlanesTest {

  @ParameterizedTest(name = "{0} pixels, at most {1}, at least {2}")
  @CsvSource({
    "1, 32, 1",
    "1, 32, 9",
    "31, 32, 9",
    "32, 32, 9",
    "33, 32, 9",
    "100, 32, 9",
    "40, 32, 21",
    "6000, 512, 47",
    "65, 32, 32",
    "7, 512, 15"
  })
  void everyPixelOfASideIsOwnedOnceUnlessItIsReflected(int length, int most, int least) {
    TileCuts cuts = TileCuts.of(length, most, least);
    Side side = new Side(cuts);
    int[] owners = new int[length];
    for (int piece = 0; piece < cuts.count(); piece++) {
      int[] pixels = side.pixels(piece, 5);
      assertThat(pixels).hasSize(cuts.length());
      Side.Range own = side.own(piece);
      assertThat(cuts.length() - own.end()).isBetween(cuts.margin(), cuts.margin() + 1);
      for (int i = own.first(); i < own.end(); i++) {
        owners[pixels[i]]++;
      }
    }
    assertThat(cuts.length()).isGreaterThanOrEqualTo(least);
    assertThat(cuts.length()).isLessThanOrEqualTo(Math.max(most, 2 * least));
    if (length >= least) {
      assertThat(owners).containsOnly(1);
    } else {
      assertThat(Arrays.stream(owners).sum()).isEqualTo(least);
      assertThat(owners).doesNotContain(0);
    }
  }

  @Test
  void aPieceSeesItsMarginsRoundTheRing() {
    Side side = new Side(TileCuts.of(50, 32, 1));
    assertThat(side.cuts()).isEqualTo(new TileCuts(50, 3, 25, 4));
    assertThat(side.pixels(0, 0)).startsWith(46, 47, 48, 49, 0).endsWith(20);
    assertThat(side.pixels(2, 0)).startsWith(29).endsWith(49, 0, 1, 2, 3);
    assertThat(side.pixels(0, 3)).startsWith(43, 44, 45, 46, 47, 48, 49, 0);
  }

  @Test
  void aShortSideIsReflectedWithoutDoublingItsEnds() {
    assertThat(new Side(TileCuts.of(3, 32, 9)).pixels(0, 0))
        .containsExactly(0, 1, 2, 1, 0, 1, 2, 1, 0);
    assertThat(new Side(TileCuts.of(3, 32, 5)).pixels(0, 1)).containsExactly(2, 0, 1, 0, 2);
  }

  @ParameterizedTest(name = "deviation {0}")
  @ValueSource(doubles = {0.4, 1, 3, 9})
  void smoothingIsTheMeanWithTheBellsWeights(double deviation) {
    int width = 7;
    int height = 11;
    float[] planes = Toys.values(new SplittableRandom(2), 3 * width * height, -1, 1);
    float[] smoothed = planes.clone();
    new Blur(deviation, width, height).smooth(smoothed);
    for (int i = 0; i < planes.length; i++) {
      int plane = i / (width * height) * width * height;
      double sum = 0;
      double weights = 0;
      int radius = (int) Math.ceil(3 * deviation);
      for (int dy = -radius; dy <= radius; dy++) {
        for (int dx = -radius; dx <= radius; dx++) {
          int y = Math.max(0, Math.min(height - 1, i / width % height + dy));
          int x = Math.max(0, Math.min(width - 1, i % width + dx));
          double weight = Math.exp(-(dx * dx + dy * dy) / (2 * deviation * deviation));
          sum += weight * planes[plane + y * width + x];
          weights += weight;
        }
      }
      assertThat(smoothed[i]).isCloseTo((float) (sum / weights), within(1e-5f));
    }
  }

  @Deterministic
  @Test
  void noSmoothingChangesNoBit() {
    float[] planes = Toys.values(new SplittableRandom(2), 3 * 4 * 5, -1, 1);
    float[] smoothed = planes.clone();
    new Blur(0, 4, 5).smooth(smoothed);
    assertThat(smoothed).isEqualTo(planes);
  }

  @Test
  void anEnlargedRampIsARampBetweenTheCentersOfItsOuterPixels() {
    float[] ramp = new float[3 * 4 * 2];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i % 4 + 10 * (i / 8);
    }
    float[] sum = new float[3 * 8 * 3];
    Arrays.fill(sum, 100);
    new BilinearUpsampling(4, 2, 8, 3).add(ramp, sum);
    float[] row = {0, 0.25f, 0.75f, 1.25f, 1.75f, 2.25f, 2.75f, 3};
    for (int i = 0; i < sum.length; i++) {
      assertThat(sum[i]).isCloseTo(100 + 10 * (i / 24) + row[i % 8], within(1e-5f));
    }
  }
}
