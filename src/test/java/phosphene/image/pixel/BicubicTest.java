package phosphene.image.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import phosphene.Deterministic;
import phosphene.Models;
import phosphene.image.Photos;
import phosphene.network.read.NpyArray;
import phosphene.network.read.Npz;

/** Resizing by cubic convolution. */
class BicubicTest {
  private static Raster noise(int width, int height) {
    SplittableRandom random = new SplittableRandom(5);
    float[] planes = new float[3 * width * height];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = random.nextInt(256) / 255f;
    }
    return new Raster(width, height, planes);
  }

  @Test
  void aPartAtItsOwnSizeIsItself() {
    Raster picture = noise(9, 7);

    Raster part = Bicubic.resize(picture, new Area(2, 1, 5, 4), 5, 4);

    for (int plane = 0; plane < 3; plane++) {
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 5; x++) {
          assertThat(part.planes()[(plane * 4 + y) * 5 + x])
              .isEqualTo(picture.planes()[(plane * 7 + 1 + y) * 9 + 2 + x]);
        }
      }
    }
  }

  @Test
  void aRampStaysARampWhetherItGrowsOrShrinks() {
    int side = 60;
    float[] planes = new float[3 * side * side];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = i % side / (float) side;
    }
    for (int width : new int[] {20, 37, 60, 150}) {
      Raster resized =
          Bicubic.resize(new Raster(side, side, planes), new Area(0, 0, side, side), width, 10);
      for (int x = width / 5; x < width * 4 / 5; x++) { // a cubic keeps lines, but for the ends
        double expected = ((x + 0.5) * side / width - 0.5) / side;
        assertThat((double) resized.planes()[3 * width + x]).isCloseTo(expected, within(1 / 255.0));
      }
    }
  }

  @Test
  void overshootingIsBounded() {
    float[] planes = new float[3 * 8 * 8];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = i % 8 < 4 ? 0 : 1;
    }

    Raster large = Bicubic.resize(new Raster(8, 8, planes), new Area(0, 0, 8, 8), 40, 40);

    for (float value : large.planes()) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void theCenterIsTheLargestPartOfTheSidesRatio() {
    assertThat(Area.centered(noise(9, 6), 1, 1)).isEqualTo(new Area(1, 0, 6, 6));
    assertThat(Area.centered(noise(6, 9), 1, 1)).isEqualTo(new Area(0, 1, 6, 6));
    assertThat(Area.centered(noise(9, 6), 3, 2)).isEqualTo(new Area(0, 0, 9, 6));
    assertThat(Area.centered(noise(9, 6), 4, 1)).isEqualTo(new Area(0, 2, 9, 2));
    assertThat(Area.centered(noise(1, 6), 1, 9)).isEqualTo(new Area(0, 0, 1, 6));
  }

  @Test
  void aPartOfTheResizedPictureIsFoundInTheOldOne() {
    Area square = new Area(10, 20, 300, 300);

    assertThat(square.within(new Area(0, 0, 227, 227), 227, 227)).isEqualTo(square);
    assertThat(square.within(new Area(100, 0, 1, 1), 227, 227))
        .isEqualTo(new Area(10 + 132, 20, 2, 2)); // 132.16 to 133.48
  }

  @Deterministic
  @Test
  void aPhotoIsWhatPillowMadeOfIt() throws IOException {
    Path photo = Models.folder().resolveSibling("photos/kodim23.png");
    assumeTrue(Files.exists(photo), "no photos beside the real networks");
    NpyArray rgb =
        Objects.requireNonNull(Npz.read(Models.file("squeezenet-1.0-reference.npz")).get("rgb"));
    Levels levels = Photos.decode(Files.readAllBytes(photo), 1_000_000).levels();

    Raster seen = Bicubic.resize(levels, Area.centered(levels, 1, 1), 227, 227);

    int area = 227 * 227;
    double[] values = rgb.doubles();
    double worst = 0;
    for (int i = 0; i < area; i++) {
      for (int plane = 0; plane < 3; plane++) {
        double there = values[3 * i + plane];
        worst = Math.max(worst, Math.abs(255 * seen.planes()[plane * area + i] - there));
      }
    }
    assertThat(worst).as("levels of 255").isLessThan(1.5);
  }
}
