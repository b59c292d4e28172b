package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Deterministic;
import phosphene.image.pixel.Raster;
import phosphene.spec.Seed;

class ImageClassesTest {
  private static final int CLASSES = 48;
  private static final Seed SEED = new Seed(3);

  static IntStream labels() {
    return IntStream.range(0, CLASSES);
  }

  @Test
  void namesAreUniqueAndShortEnoughForCaptions() {
    assertThat(ImageClasses.names())
        .hasSize(CLASSES)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][a-z -]{0,10}"));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void valuesAreColors(int label) {
    for (int i = 0; i < 20; i++) {
      Raster image = ImageClasses.draw(label, SEED.derive(i));
      assertThat(List.of(image.width(), image.height())).containsOnly(ImageClasses.SIZE);
      for (float value : image.planes()) {
        assertThat(value >= 0 && value <= 1).isTrue();
      }
    }
  }

  @Deterministic
  @ParameterizedTest
  @MethodSource("labels")
  void imagesFollowFromLabelAndSeed(int label) {
    float[] image = ImageClasses.draw(label, SEED).planes();

    assertThat(ImageClasses.draw(label, SEED).planes()).containsExactly(image);
    assertThat(ImageClasses.draw(label, SEED.derive(1)).planes()).isNotEqualTo(image);
    assertThat(ImageClasses.draw((label + 1) % CLASSES, SEED).planes()).isNotEqualTo(image);
  }

  /** The bits are those of every machine: a change here is a change of all training images. */
  @Deterministic
  @Test
  void imagesAreTheSameOnEveryMachine() {
    long sum = 0;
    for (int label = 0; label < CLASSES; label++) {
      for (float value : ImageClasses.draw(label, SEED).planes()) {
        sum = 31 * sum + Float.floatToIntBits(value);
      }
    }

    assertThat(sum).isEqualTo(2717792823149478713L);
  }

  @ParameterizedTest
  @MethodSource("labels")
  void everyClassComesInManyColors(int label) {
    double least = 1;
    double most = 0;
    for (int i = 0; i < 20; i++) {
      float[] mean = mean(ImageClasses.draw(label, SEED.derive(i)));
      double luma = 0.2126 * mean[0] + 0.7152 * mean[1] + 0.0722 * mean[2];
      least = Math.min(least, luma);
      most = Math.max(most, luma);
    }

    assertThat(most - least).isGreaterThan(0.2);
  }

  /** Chance is 2 %; the fields of one color are found by it, as they should be. */
  @Test
  void meanColorsDoNotTellClasses() {
    List<float[][]> known = new ArrayList<>();
    List<float[][]> asked = new ArrayList<>();
    for (int label = 0; label < CLASSES; label++) {
      float[][] means = new float[20][];
      for (int i = 0; i < means.length; i++) {
        means[i] = mean(ImageClasses.draw(label, SEED.derive(i)));
      }
      known.add(new float[][] {middle(means, 0, 10)});
      asked.add(Arrays.copyOfRange(means, 10, 20));
    }

    assertThat(share(known, asked)).isBetween(0.02, 0.2);
  }

  /** A nearest neighbor among ten images of each class. */
  @Test
  void pixelsDoNotTellClasses() {
    List<float[][]> known = new ArrayList<>();
    List<float[][]> asked = new ArrayList<>();
    for (int label = 0; label < CLASSES; label++) {
      known.add(images(label, 0, 10));
      asked.add(images(label, 10, 15));
    }

    assertThat(share(known, asked)).isBetween(0.02, 0.45);
  }

  private static float[][] images(int label, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> ImageClasses.draw(label, SEED.derive(i)).planes())
        .toArray(float[][]::new);
  }

  private static float[] mean(Raster image) {
    int area = image.width() * image.height();
    float[] mean = new float[3];
    for (int i = 0; i < 3 * area; i++) {
      mean[i / area] += image.planes()[i] / area;
    }
    return mean;
  }

  private static float[] middle(float[][] vectors, int from, int to) {
    float[] mean = new float[vectors[0].length];
    for (int i = from; i < to; i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += vectors[i][j] / (to - from);
      }
    }
    return mean;
  }

  /** The share of the asked vectors whose nearest known one is of their class. */
  private static double share(List<float[][]> known, List<float[][]> asked) {
    int right = 0;
    int all = 0;
    for (int label = 0; label < asked.size(); label++) {
      for (float[] vector : asked.get(label)) {
        right += nearest(known, vector) == label ? 1 : 0;
        all++;
      }
    }
    return (double) right / all;
  }

  private static int nearest(List<float[][]> known, float[] vector) {
    int best = -1;
    float least = Float.MAX_VALUE;
    for (int label = 0; label < known.size(); label++) {
      for (float[] other : known.get(label)) {
        float distance = distance(vector, other);
        if (distance < least) {
          least = distance;
          best = label;
        }
      }
    }
    return best;
  }

  private static float distance(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
