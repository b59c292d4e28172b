package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The records of a dream. */
class DreamRecipeTest {

  private static DreamRecipe recipe(
      double octaves,
      double ratio,
      double steps,
      double step,
      double jitter,
      double smoothing,
      double tile,
      double blend) {
    return new DreamRecipe(
        new DreamRecipe.Octaves((int) octaves, ratio),
        new DreamRecipe.Stride((int) steps, step, (int) jitter, smoothing),
        (int) tile,
        blend);
  }

  /** The standard recipe's values with one of them replaced. */
  private static DreamRecipe with(int index, double value) {
    double[] v = {4, 1.4, 10, 1.5, 32, 0.5, 512, 0};
    v[index] = value;
    return recipe(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
  }

  @Test
  void theStandardIsThatOfGoogleALittleSmoother() {
    assertThat(DreamRecipe.standard()).isEqualTo(recipe(4, 1.4, 10, 1.5, 32, 0.5, 512, 0));
    assertThat(DreamRecipe.standard().json())
        .isEqualTo(
            "{\"blend\":0,\"jitter\":32,\"octaves\":4,\"ratio\":1.4,\"smoothing\":0.5,\"step\":1.5,"
                + "\"steps\":10,\"tile\":512}");
  }

  @Test
  void everyValueIsInTheText() {
    double[] others = {5, 1.5, 11, 1.25, 33, 0.25, 513, 0.25};
    Set<String> texts =
        IntStream.range(0, others.length)
            .mapToObj(i -> with(i, others[i]).json())
            .collect(Collectors.toSet());
    texts.add(DreamRecipe.standard().json());
    assertThat(texts).hasSize(others.length + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | Invalid recipe.octaves: 0 (must be between 1 and 20)",
        "0 | 21 | Invalid recipe.octaves: 21 (must be between 1 and 20)",
        "1 | 1 | Invalid recipe.ratio: 1 (must be between 1.1 and 4)",
        "1 | NaN | Invalid recipe.ratio: NaN (must be between 1.1 and 4)",
        "2 | 0 | Invalid recipe.steps: 0 (must be between 1 and 10000)",
        "3 | 0 | Invalid recipe.step: 0 (must be more than 0)",
        "3 | 256 | Invalid recipe.step: 256 (must be between 0 and 255)",
        "4 | -1 | Invalid recipe.jitter: -1 (must be between 0 and 4096)",
        "5 | 65 | Invalid recipe.smoothing: 65 (must be between 0 and 64)",
        "6 | 31 | Invalid recipe.tile: 31 (must be between 32 and 4096)",
        "7 | 1.5 | Invalid recipe.blend: 1.5 (must be between 0 and 1)",
      })
  void impossibleValuesAreRefused(int index, double value, String message) {
    assertThatThrownBy(() -> with(index, value))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }

  @Test
  void octavesGrowToTheWholeSideAndAreNeverEmpty() {
    DreamRecipe.Octaves octaves = new DreamRecipe.Octaves(4, 1.4);
    assertThat(sides(octaves, 1024)).containsExactly(373, 522, 731, 1024);
    assertThat(sides(octaves, 1)).containsExactly(1, 1, 1, 1);
  }

  private static List<Integer> sides(DreamRecipe.Octaves octaves, int full) {
    return IntStream.range(0, octaves.count()).mapToObj(i -> octaves.side(full, i)).toList();
  }

  private static Mix.Term term(String layer, double weight) {
    return new Mix.Term(layer, Optional.empty(), weight);
  }

  private static Mix.Term term(String layer, int channel, double weight) {
    return new Mix.Term(layer, Optional.of(channel), weight);
  }

  @Test
  void aMixIsNamedByItsTerms() {
    Mix mix = new Mix(List.of(term("block4_conv1", 223, 0.3), term("block3_conv3", 0.7)));
    assertThat(mix.name()).isEqualTo("block3_conv3@0.7+block4_conv1.223@0.3");
    assertThat(mix.json()).isEqualTo("{\"block3_conv3\":0.7,\"block4_conv1/223\":0.3}");
    assertThat(Mix.of("block4_conv4").name()).isEqualTo("block4_conv4");
    assertThat(Mix.of("block4_conv4").json()).isEqualTo("{\"block4_conv4\":1}");
    assertThat(new Mix(List.of(term("block4_conv1", 223, 1))).name()).isEqualTo("block4_conv1.223");
  }

  @Test
  void theOrderOfTheTermsAndTheWeightOfASingleOneDoNotCount() {
    assertThat(new Mix(List.of(term("b", 1), term("a", 2))))
        .isEqualTo(new Mix(List.of(term("a", 2), term("b", 1))));
    assertThat(new Mix(List.of(term("a", 0.3)))).isEqualTo(Mix.of("a"));
  }

  @Test
  void sharesSumToOne() {
    Mix mix = new Mix(List.of(term("a", 6), term("a", 3, 2)));
    assertThat(mix.terms().stream().map(mix::share)).containsExactly(0.75, 0.25);
  }

  @Test
  void impossibleMixesAreRefused() {
    assertThatThrownBy(() -> new Mix(List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid mix: [] (must be at least one layer)");
    assertThatThrownBy(() -> new Mix(List.of(term("a", 3, 1), term("a", 3, 2))))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid mix: a/3 (must be named once in a mix)");
    assertThatThrownBy(() -> term("a", 0))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid mix weight: 0 (must be more than 0)");
    assertThatThrownBy(() -> term("a", -1, 1))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid mix channel: -1 (must be at least 0)");
    assertThatThrownBy(() -> term(" ", 1))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid mix: \" \" (must not be blank)");
  }
}
