package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the network of each kind of job is computed in, as files write it. */
class PrecisionTest {
  @ParameterizedTest
  @CsvSource({
    "atlas, recipe.precision, seed: 42",
    "dream, recipe.precision, 'photos: p\nlayers: all'",
    "flight, recipe.precision, 'units: [conv1]\nseconds: 1'",
    "scan, precision, photos: p"
  })
  void anotherPrecisionIsAnotherJob(String kind, String key, String more) {
    Job usual = read(kind, more);
    Job named = read(kind, more, key + "=f32");
    Job half = read(kind, more, key + "=bf16");

    assertThat(usual.precision()).isEqualTo(Precision.F32);
    assertThat(usual.json()).as("keys of before").doesNotContain("precision");
    assertThat(named.json()).isEqualTo(usual.json());
    assertThat(half.precision()).isEqualTo(Precision.BF16);
    assertThat(half.json()).contains("\"precision\":\"bf16\"");
    assertThat(form(kind).read("again", half.json(), List.of()).precision())
        .isEqualTo(Precision.BF16);
    assertThatThrownBy(() -> read(kind, more, key + "=f16"))
        .isInstanceOf(SpecException.class)
        .hasMessage("--set %s=f16: Invalid %s: f16 (must be f32 or bf16)", key, key);
  }

  @ParameterizedTest
  @CsvSource({"F32, false", "BF16, true"})
  void theRecipeOfAKeyNamesOnlyAnotherPrecision(Precision precision, boolean named) {
    Recipe tile = Recipe.standard();
    DreamRecipe dream = DreamRecipe.standard();
    FlightRecipe flight = FlightRecipe.standard();
    List<String> recipes =
        List.of(
            new Recipe(
                    tile.size(),
                    tile.parameterization(),
                    tile.transforms(),
                    tile.optimizer(),
                    tile.effort(),
                    precision)
                .json(),
            new DreamRecipe(dream.octaves(), dream.stride(), dream.tile(), dream.blend(), precision)
                .json(),
            new FlightRecipe(
                    flight.size(),
                    flight.fps(),
                    flight.first(),
                    flight.look(),
                    flight.hold(),
                    precision)
                .json(),
            ((ScanJob) read("scan", "photos: p", "precision=" + precision.text()))
                .recipe(List.of("conv1")));

    assertThat(recipes)
        .allSatisfy(
            recipe -> assertThat(recipe.contains("\"precision\":\"bf16\"")).isEqualTo(named))
        .allSatisfy(recipe -> assertThat(recipe.contains("precision")).isEqualTo(named));
  }

  private static Job read(String kind, String more, String... settings) {
    String text = "job: " + kind + "\nnetwork: primer\noutput: o\n" + more + "\n";
    return form(kind).read("x.yaml", text, List.of(settings));
  }

  private static JobForm<? extends Job> form(String kind) {
    return switch (kind) {
      case "atlas" -> AtlasJob.FORM;
      case "dream" -> DreamJob.FORM;
      case "flight" -> FlightJob.FORM;
      case "scan" -> ScanJob.FORM;
      default -> throw new AssertionError(kind);
    };
  }
}
