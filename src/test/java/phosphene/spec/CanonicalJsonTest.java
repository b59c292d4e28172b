package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

  @Test
  void theStandardRecipeIsThisText() {
    assertThat(Recipe.standard().json())
        .isEqualTo(
            "{\"attempts\":1,\"optimizer\":{\"adam-mini\":{\"decay\":0.2,\"rate\":0.3}},\"parameterization\":"
                + "{\"fourier\":{\"color\":\"decorrelated\",\"cut\":0.28,\"decay\":1.2,"
                + "\"deviation\":0.01,\"headroom\":0.02}},"
                + "\"redirect\":16,\"retries\":2,\"schedule\":{\"annealed\":{\"contrast\":1,\"end\":0.03,"
                + "\"hold\":0.2,\"still\":0.25}},\"size\":128,\"steps\":128,\"transforms\":"
                + "[{\"margin\":12},{\"jitter\":8},{\"scale\":[0.9,1.1]},{\"rotate\":10},"
                + "{\"jitter\":4}]}");
  }

  @Test
  void theStandardObjectiveIsThisText() {
    assertThat(Objective.standard().json())
        .isEqualTo("{\"negative\":false,\"objective\":\"channel\",\"tap\":\"pre\"}");
  }

  @Test
  void everyVariantOfEveryFamilyIsRegistered() {
    assertThat(classes(Variants.PARAMETERIZATIONS.standards()))
        .isEqualTo(permitted(Parameterization.class));
    assertThat(classes(Variants.OPTIMIZERS.standards())).isEqualTo(permitted(Optimizer.class));
    assertThat(classes(Variants.TRANSFORMS.standards())).isEqualTo(permitted(Transform.class));
    assertThat(Set.copyOf(Variants.OBJECTIVES.types())).isEqualTo(permitted(Objective.Kind.class));
    assertThat(classes(Variants.REGULARIZERS.standards())).isEqualTo(permitted(Regularizer.class));
  }

  static Stream<Recipe> recipes() {
    Recipe r = Recipe.standard();
    List<Recipe> recipes = new ArrayList<>();
    for (Parameterization p : Variants.PARAMETERIZATIONS.standards()) {
      recipes.add(new Recipe(16, p, r.transforms(), r.optimizer(), r.effort()));
    }
    for (Optimizer o : Variants.OPTIMIZERS.standards()) {
      recipes.add(new Recipe(4096, r.parameterization(), r.transforms(), o, r.effort()));
    }
    for (Transform t : Variants.TRANSFORMS.standards()) {
      recipes.add(new Recipe(64, r.parameterization(), List.of(t, t), r.optimizer(), r.effort()));
    }
    recipes.add(new Recipe(64, r.parameterization(), List.of(), r.optimizer(), r.effort()));
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 50; i++) {
      recipes.add(drawn(random));
    }
    return recipes.stream();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void readingTheJsonOfARecipeGivesThatRecipe(Recipe recipe) {
    assertThat(Recipe.read("index", recipe.json())).isEqualTo(recipe);
  }

  @Test
  void differentRecipesHaveDifferentJson() {
    Set<Recipe> recipes = recipes().collect(Collectors.toSet());
    assertThat(recipes.stream().map(Recipe::json).distinct()).hasSameSizeAs(recipes);
  }

  @Test
  void readingTheJsonOfAnObjectiveGivesThatObjective() {
    for (Objective.Kind kind : Variants.OBJECTIVES.standards()) {
      for (Objective.Sign sign : Objective.Sign.values()) {
        for (Tap tap : Tap.values()) {
          Objective objective = new Objective(kind, sign, tap);
          assertThat(Objective.read("index", objective.json())).isEqualTo(objective);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0.1", "0.002", "1.0E-7", "123456.75", "2.0E23", "1.0E300"})
  void numbersAreAsShortAsTheyCanBe(String shortest) {
    assertThat(Json.text(java.util.Map.of("a", Json.number(Double.parseDouble(shortest)))))
        .isEqualTo("{\"a\":" + shortest + "}");
  }

  @Test
  void waysToWriteARecipeThatMeanTheSameHaveTheSameJson() {
    assertThat(
            Recipe.read(
                    "x",
                    "{optimizer: {adam-mini: {rate: 3.0e-1}}, schedule: annealed, parameterization: fourier, steps: 128}")
                .json())
        .isEqualTo(Recipe.standard().json());
  }

  @Test
  void aMistakeInARecipeNamesTheTextTheLineAndTheKey() {
    assertThatThrownBy(() -> Recipe.read("index", "{\"steps\":0}"))
        .isInstanceOf(SpecException.class)
        .hasMessage("index:1: Invalid recipe.steps: 0 (must be between 1 and 1000000)");
    assertThatThrownBy(() -> Objective.read("index", "\n{tap: x}"))
        .isInstanceOf(SpecException.class)
        .hasMessage("index:2: Invalid tap: x (must be pre or post)");
  }

  private static Recipe drawn(SplittableRandom random) {
    ColorSpace color = random.nextBoolean() ? ColorSpace.RGB : ColorSpace.DECORRELATED;
    return new Recipe(
        random.nextInt(16, 4097),
        new Parameterization.Fourier(
            random.nextDouble(4),
            Math.exp(-random.nextDouble(40)),
            color,
            random.nextDouble(),
            random.nextDouble(0.25)),
        List.of(
            new Transform.Scale(random.nextDouble(0.1, 1), random.nextDouble(1, 10)),
            new Transform.Rotate(random.nextDouble(180))),
        new Optimizer.Adam(Math.exp(random.nextDouble(-700, 700))),
        new Effort(random.nextInt(1, 1_000_001), 1, 0, 0));
  }

  private static Set<Class<?>> classes(List<?> values) {
    return values.stream().map(Object::getClass).collect(Collectors.toSet());
  }

  private static Set<Class<?>> permitted(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses()).collect(Collectors.toSet());
  }
}
