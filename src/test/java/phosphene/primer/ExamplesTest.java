package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import phosphene.image.pixel.Raster;
import phosphene.spec.Draws;
import phosphene.spec.Seed;

/** Rows of labelled pictures, and what happens to them before they train. */
class ExamplesTest {
  private final Examples specimens = Examples.inTurn(new Seed(3));

  @Test
  void anyRowOfSpecimensInTurnIsBalanced() {
    int[] counts = new int[48];
    LongStream.range(100, 196).forEach(place -> counts[specimens.at(place).label()]++);

    assertThat(counts).containsOnly(2);
  }

  @Test
  void drawnSpecimensComeInNoOrder() {
    Examples drawn = Examples.drawn(new Seed(3));
    int[] counts = new int[48];
    LongStream.range(0, 4800).forEach(place -> counts[drawn.at(place).label()]++);

    assertThat(IntStream.of(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(60, 140));
    assertThat(
            LongStream.range(0, 480).filter(i -> label(drawn, i) == label(drawn, i + 48)).count())
        .isLessThan(30); // 10 expected
  }

  private static int label(Examples examples, long place) {
    return examples.at(place).label();
  }

  @Test
  void repeatedExamplesComeAgain() {
    Examples repeated = specimens.repeated(5);

    assertThat(planes(repeated.at(7))).isEqualTo(planes(specimens.at(2)));
    assertThat(repeated.at(7).label()).isEqualTo(2);
  }

  @Test
  void mislabelledExamplesKeepTheirPicturesAndTheirWrongLabels() {
    Examples mislabelled = specimens.mislabelled(new Seed(4));

    assertThat(planes(mislabelled.at(9))).isEqualTo(planes(specimens.at(9)));
    assertThat(mislabelled.at(9).label()).isEqualTo(mislabelled.at(9).label());
    assertThat(
            IntStream.range(0, 480)
                .filter(place -> mislabelled.at(place).label() == specimens.at(place).label())
                .count())
        .isLessThan(30); // 10 expected
  }

  @Test
  void noiseIsFlatAndEachPictureIsItsOwn() {
    Examples noise = Examples.noise(new Seed(5));
    float[] planes = noise.at(0).picture().planes();
    double mean = IntStream.range(0, planes.length).mapToDouble(i -> planes[i]).average().orElse(0);

    assertThat(mean).isBetween(0.48, 0.52);
    assertThat(Arrays.equals(planes, noise.at(1).picture().planes())).isFalse();
  }

  @Test
  void augmentationIsAFunctionOfItsDraws() {
    Raster picture = specimens.at(12).picture();
    Raster first = Augment.of(picture, new Draws(new Seed(1)));

    assertThat(Arrays.equals(Augment.of(picture, new Draws(new Seed(1))).planes(), first.planes()))
        .isTrue();
    assertThat(Arrays.equals(Augment.of(picture, new Draws(new Seed(2))).planes(), first.planes()))
        .isFalse();
    assertThat(Arrays.equals(first.planes(), picture.planes())).isFalse();
  }

  private static int planes(Example example) {
    return Arrays.hashCode(example.picture().planes());
  }
}
