package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResampleTest {
  enum Filter {
    CUBIC,
    AREA;

    Raster apply(Raster raster, int width, int height) {
      return switch (this) {
        case CUBIC -> Resample.cubic(raster, width, height);
        case AREA -> Resample.area(raster, width, height);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameSizeIsTheSamePicture(Filter filter) {
    Raster raster = Rasters.levels(9, 6, 1);
    assertThat(filter.apply(raster, 9, 6)).usingRecursiveComparison().isEqualTo(raster);
  }

  @ParameterizedTest
  @EnumSource
  void aConstantPictureStaysConstant(Filter filter) {
    Raster raster = Rasters.flat(13, 7, 0.25);
    for (int size : new int[] {1, 2, 5, 12, 14, 40}) {
      assertThat(filter.apply(raster, size, size + 1).planes())
          .usingComparatorWithPrecision(1e-6f)
          .containsOnly(0.25f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFineCheckerboardShrinksToItsMean(Filter filter) {
    Raster board = Rasters.paint(64, 64, (plane, x, y) -> (x + y) % 2);
    assertThat(filter.apply(board, 8, 8).planes())
        .usingComparatorWithPrecision(0.02f)
        .containsOnly(0.5f);
  }

  @ParameterizedTest
  @EnumSource
  void aSlopeStaysASlopeAwayFromTheBorder(Filter filter) {
    Raster slope = Rasters.paint(64, 4, (plane, x, y) -> (x + 0.5) / 64);
    Raster small = filter.apply(slope, 16, 4);
    for (int x = 3; x < 13; x++) {
      assertThat(small.planes()[x]).isCloseTo((x + 0.5f) / 16, within(1e-5f));
    }
  }

  @Test
  void areaKeepsTheMean() {
    Raster raster = Rasters.levels(30, 42, 9);
    for (int size : new int[] {1, 7, 29, 55}) {
      assertThat(mean(Resample.area(raster, size, size))).isCloseTo(mean(raster), within(1e-5));
    }
  }

  @Test
  void areaRepeatsPixelsWhenEnlargingByAWholeFactor() {
    Raster raster = Rasters.levels(4, 3, 2);
    Raster expected =
        Rasters.paint(12, 9, (p, x, y) -> raster.planes()[(p * 3 + y / 3) * 4 + x / 3]);
    assertThat(Resample.area(raster, 12, 9)).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void cubicIsSymmetric() {
    Raster raster = Rasters.levels(20, 5, 6);
    Raster mirrored = mirrored(Resample.cubic(raster, 7, 5));
    assertThat(Resample.cubic(mirrored(raster), 7, 5).planes())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(mirrored.planes());
  }

  @Test
  void sizesBelowOneAreRefused() {
    Raster raster = Rasters.flat(2, 2, 0);
    Stream.<Runnable>of(
            () -> Resample.cubic(raster, 0, 1), () -> Resample.area(raster, 0, 1))
        .forEach(
            call ->
                assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Invalid size: 0 (must be at least 1)"));
  }

  private static Raster mirrored(Raster raster) {
    int width = raster.width();
    return Rasters.paint(
        width,
        raster.height(),
        (p, x, y) -> raster.planes()[(p * raster.height() + y) * width + width - 1 - x]);
  }

  private static double mean(Raster raster) {
    double sum = 0;
    for (float value : raster.planes()) {
      sum += value;
    }
    return sum / raster.planes().length;
  }
}
