package phosphene.image.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import phosphene.Deterministic;

/** Pictures in whole levels. */
class LevelsTest {
  private static Levels filled(Levels levels, float[] values) {
    for (int i = 0; i < values.length; i++) {
      levels.set(i, values[i]);
    }
    return levels;
  }

  private static float[] random(int count) {
    SplittableRandom random = new SplittableRandom(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-0.1, 1.1);
    }
    return values;
  }

  @Deterministic
  @Test
  void aLevelOfEightBitsIsTheSameFloatFromBoth() {
    float[] values = new float[3 * 256];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 256 / 255f;
    }

    float[] coarse = filled(Levels.ofEightBits(256, 1), values).raster().planes();

    assertThat(coarse).containsExactly(values);
    assertThat(filled(Levels.ofSixteenBits(256, 1), values).raster().planes())
        .containsExactly(values);
  }

  @Test
  void valuesAreTheNearestLevelWithinBounds() {
    float[] values = random(3 * 20 * 7);
    float[] coarse = filled(Levels.ofEightBits(20, 7), values).raster().planes();
    float[] fine = Levels.of(new Raster(20, 7, values)).raster().planes();

    for (int i = 0; i < values.length; i++) {
      float bounded = Math.max(0, Math.min(1, values[i]));
      assertThat(coarse[i]).isEqualTo(Math.round(bounded * 255) / 255f);
      assertThat(Math.abs(fine[i] - bounded)).isLessThanOrEqualTo(0.500001f / 65535);
    }
  }

  @Test
  void whatIsNoNumberIsBlack() {
    Levels levels = filled(Levels.ofEightBits(1, 1), new float[] {Float.NaN, 1, 1});

    assertThat(levels.raster().planes()).containsExactly(0, 1, 1);
  }

  @Test
  void rowsAreThoseOfThreePlanesBelowEachOther() {
    Raster raster = new Raster(20, 7, random(3 * 20 * 7));
    Rows levels = Levels.of(raster);
    Rows whole = levels.raster();
    float[] fromLevels = new float[22];
    float[] fromRaster = new float[22];
    for (int row = 0; row < 21; row++) {
      levels.read(row, fromLevels, 1);
      whole.read(row, fromRaster, 1);
      assertThat(fromLevels).as("row %d", row).containsExactly(fromRaster);
      assertThat(fromRaster[1]).isEqualTo(levels.raster().planes()[20 * row]);
    }
  }

  @Test
  void aRasterOfRowsIsACopyToWriteTo() {
    Levels levels = Levels.of(new Raster(2, 1, random(6)));
    float[] before = levels.raster().planes();

    levels.raster().planes()[0] = 7;
    Raster raster = new Raster(2, 1, before.clone());
    Rows rows = raster;
    rows.raster().planes()[0] = 7;

    assertThat(levels.raster().planes()).containsExactly(before);
    assertThat(raster.planes()).containsExactly(before);
  }

  @Test
  void shrinkingLevelsGivesWhatShrinkingTheirFloatsGives() {
    Levels levels = Levels.of(new Raster(20, 7, random(3 * 20 * 7)));

    assertThat(Resample.shrink(levels, 9, 4).planes())
        .containsExactly(Resample.shrink(levels.raster(), 9, 4).planes());
    assertThat(Resample.shrink(levels, 20, 7).planes()).containsExactly(levels.raster().planes());
  }
}
