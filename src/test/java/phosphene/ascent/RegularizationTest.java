package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import phosphene.spec.Recipe;
import phosphene.spec.Regularizer;

/** What holds pictures back. */
class RegularizationTest {
  private static final int SIZE = 6;

  private static float[] noise(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] noise = new float[3 * SIZE * SIZE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextDouble();
    }
    return noise;
  }

  @Test
  void everyGradientIsTheSlopeByEveryPixel() {
    for (Regularizer one :
        List.of(
            new Regularizer.TotalVariation(0.7),
            new Regularizer.L1(0.4),
            new Regularizer.L2(1.5))) {
      Regularization regularization = new Regularization(List.of(one), SIZE);
      float[] rgb = noise(4);
      float[] gradient = new float[rgb.length];
      java.util.Arrays.fill(gradient, 2); // of an objective: its mean size is 2
      regularization.restrain(rgb, gradient);
      for (int i = 0; i < rgb.length; i++) {
        float[] more = rgb.clone();
        float[] less = rgb.clone();
        more[i] += 1e-4f;
        less[i] -= 1e-4f;
        double slope =
            (regularization.value(more) - regularization.value(less)) / (more[i] - less[i]);
        assertThat((double) gradient[i]).as("%s %d", one, i).isCloseTo(2 - 2 * slope, within(0.01));
      }
    }
  }

  @Test
  void withoutRegularizersNothingChanges() {
    float[] gradient = noise(2);
    new Regularization(List.of(), SIZE).restrain(noise(1), gradient);
    assertThat(gradient).isEqualTo(noise(2));
  }

  @Test
  void blursComeWhenTheyAreDue() {
    Regularization regularization = new Regularization(List.of(new Regularizer.Blur(1, 8)), SIZE);
    assertThat(regularization.blurs(7)).isFalse();
    assertThat(regularization.blurs(8)).isTrue();
    float[] planes = noise(3);
    double before =
        new Regularization(List.of(new Regularizer.TotalVariation(1)), SIZE).value(planes);
    regularization.blur(planes, 16);
    double after =
        new Regularization(List.of(new Regularizer.TotalVariation(1)), SIZE).value(planes);
    assertThat(after).isLessThan(before / 2);
  }

  @Test
  void recipesSayThemAndWithoutAnyTheirTextIsTheSame() {
    assertThat(Recipe.standard().json()).doesNotContain("regularizers");
    Recipe recipe = Recipe.read("x", "regularizers: [{tv: 0.5}, l2, {blur: {every: 4}}]");
    assertThat(recipe.regularizers())
        .containsExactly(
            new Regularizer.TotalVariation(0.5),
            new Regularizer.L2(0.1),
            new Regularizer.Blur(1, 4));
    assertThat(Recipe.read("x", recipe.json())).isEqualTo(recipe);
  }
}
