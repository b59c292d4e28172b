package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.job.JobKinds;

class NamedRecipeTest {
  private static final String JOB = "job: atlas\nnetwork: vgg19\noutput: o\n";

  @Test
  void everyRecipeSaysAllThatARecipeHas() {
    for (NamedRecipe named : NamedRecipe.all()) {
      String text = NamedRecipe.text("/phosphene/recipes/" + named.name() + ".yaml");
      for (String key : RecipeForm.KEYS) {
        assertThat(text.contains("\n  " + key + ": ")).as(named.name() + " " + key).isTrue();
      }
      assertThat(named.about()).isNotBlank().doesNotContain("\n");
    }
  }

  @Test
  void aJobWithoutARecipeHasTheStandardOne() {
    assertThat(recipe("recipe: standard"))
        .isEqualTo(recipe("seed: 42"))
        .isEqualTo(Recipe.standard());
  }

  @Test
  void aNameStandsForAllThatItsResourceSays() {
    for (NamedRecipe named : NamedRecipe.all()) {
      assertThat(recipe("recipe: " + named.name())).isEqualTo(named.recipe());
      assertThat(recipe("recipe: {name: " + named.name() + "}")).isEqualTo(named.recipe());
      assertThat(recipe("recipe: {" + String.join(", ", named.lines()) + "}"))
          .isEqualTo(named.recipe());
    }
    assertThat(NamedRecipe.all()).extracting(NamedRecipe::recipe).doesNotHaveDuplicates();
  }

  @Test
  void whatStandsBesideANameOverridesWhatItSays() {
    Recipe sharp = recipe("recipe: sharp");
    Recipe other = recipe("recipe: {name: sharp, steps: 7, optimizer: {adam: {rate: 1}}}");
    assertThat(other)
        .isEqualTo(
            new Recipe(
                sharp.size(),
                sharp.parameterization(),
                sharp.transforms(),
                new Optimizer.Adam(1),
                new Effort(
                    7,
                    sharp.effort().attempts(),
                    sharp.effort().retries(),
                    sharp.effort().redirect(),
                    sharp.effort().schedule()),
                sharp.precision()));
    assertThat(other.json()).doesNotContain("sharp").doesNotContain("name");
  }

  @Test
  void theCommandLineNamesARecipeAndOverridesANamedOne() {
    assertThat(recipe("recipe: {size: 64}", "recipe=fast")).isEqualTo(recipe("recipe: fast"));
    assertThat(recipe("recipe: fast", "recipe.steps=7"))
        .isEqualTo(recipe("recipe: {name: fast, steps: 7}"));
    assertThat(recipe("recipe: {size: 64}", "recipe.name=fast"))
        .isEqualTo(recipe("recipe: {name: fast, size: 64}"));
    assertThat(recipe("recipe: fast", "recipe.name=sharp")).isEqualTo(recipe("recipe: sharp"));
  }

  @Test
  void anUnknownNameIsToldWithItsLineAndTheNearestName() {
    String names = Scalars.oneOf(NamedRecipe.NAMES);
    refused(
        "recipe: fsat",
        "x.yaml:4: Invalid recipe: fsat (must be " + names + ": did you mean fast?)");
    refused(
        "recipe: {steps: 2,\n  name: shrp}",
        "x.yaml:5: Invalid recipe.name: shrp (must be " + names + ": did you mean sharp?)");
    refused("recipe: Fourier", "x.yaml:4: Invalid recipe: Fourier (must be " + names + ")");
    refused("recipe: [fast]", "x.yaml:4: Invalid recipe: a list (must be " + names + ")");
    assertThatThrownBy(() -> recipe("seed: 1", "recipe=fats"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "--set recipe=fats: Invalid recipe: fats (must be " + names + ": did you mean fast?)");
  }

  private static void refused(String lines, String message) {
    assertThatThrownBy(() -> recipe(lines)).isInstanceOf(SpecException.class).hasMessage(message);
  }

  private static Recipe recipe(String lines, String... settings) {
    Job job = JobKinds.file().read("x.yaml", JOB + lines + "\n", List.of(settings));
    return ((AtlasJob) job).rendering().recipe();
  }
}
