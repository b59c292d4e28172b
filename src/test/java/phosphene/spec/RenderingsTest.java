package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several renderings in one job file. */
class RenderingsTest {
  private static final String LEAST = "job: atlas\nnetwork: vgg19\noutput: out/x\n";

  @Test
  void theShortFormIsOneRenderingOfTheNameDefault() {
    assertThat(read("recipe: {steps: 7}\nseed: 3").renderings())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.name()).isEqualTo("default");
              assertThat(one.recipe().effort().steps()).isEqualTo(7);
              assertThat(one.seed()).isEqualTo(3);
            });
  }

  @Test
  void eachNameHasItsOwnObjectiveRecipeAndSeedAndTheUnitsOfTheJob() {
    AtlasJob job =
        read(
            """
            layers: block4_conv1
            units: 0-3
            renderings:
              z-last:
              deep: {recipe: {steps: 512}, seed: 7}
              near: {objective: neuron, tap: post, layers: block1_conv1, units: 5}
            """);

    assertThat(job.renderings())
        .extracting(Rendering::name, one -> one.recipe().effort().steps(), Rendering::seed)
        .containsExactly(
            tuple("z-last", 128, 42L), tuple("deep", 512, 7L), tuple("near", 128, 42L));
    assertThat(job.renderings())
        .extracting(one -> json(one.units().layers()), one -> json(one.units().channels()))
        .containsExactly(
            tuple("[block4_conv1]", "[0-3]"),
            tuple("[block4_conv1]", "[0-3]"),
            tuple("[block1_conv1]", "[5]"));
    assertThat(job.rendering("near").orElseThrow().objective())
        .isEqualTo(
            new Objective(Objective.Kind.Neuron.center(), Objective.Sign.POSITIVE, Tap.POST));
  }

  @Test
  void negativeBothIsTwoRenderings() {
    assertThat(read("negative: both").renderings())
        .extracting(Rendering::name, one -> one.objective().sign())
        .containsExactly(
            tuple("default", Objective.Sign.POSITIVE),
            tuple("default-negative", Objective.Sign.NEGATIVE));
    assertThat(read("renderings: {a: {negative: both, seed: 5}, b: {negative: true}}").renderings())
        .extracting(Rendering::name, Rendering::seed, one -> one.objective().sign())
        .containsExactly(
            tuple("a", 5L, Objective.Sign.POSITIVE),
            tuple("a-negative", 5L, Objective.Sign.NEGATIVE),
            tuple("b", 42L, Objective.Sign.NEGATIVE));
  }

  @Test
  void unitsThatNameTheirLayersAskForNoOthers() {
    AtlasJob job =
        read(
            """
            layers: block4_conv1
            renderings:
              a: {units: [block5_conv1/3, "block3_conv1:0-2"]}
              b: {units: [block5_conv1/3, 7], seed: 1}
              c: {objective: class, units: 3}
            """);

    assertThat(job.renderings())
        .extracting(one -> json(one.units().layers()))
        .containsExactly("all", "[block4_conv1]", "all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "negative: both",
        "renderings: {a: , b: {recipe: {steps: 3}}}",
        "renderings: {b: {seed: 1}, a: {units: [conv/1, 'conv:3', 0-2]}, c: {objective: class}}",
      })
  void readingTheJsonOfAJobGivesThatJson(String lines) {
    AtlasJob job = read(lines);
    AtlasJob again = AtlasJob.FORM.read("json", job.json(), List.of());

    assertThat(again.json()).isEqualTo(job.json());
    assertThat(again.renderings())
        .extracting(Rendering::name)
        .containsExactlyInAnyOrderElementsOf(
            job.renderings().stream().map(Rendering::name).toList());
  }

  @Test
  void whatIdentifiesARenderingIsNotItsNameNorItsUnits() {
    AtlasJob job = read("renderings: {a: {layers: x}, c: {seed: 1}}");
    AtlasJob other = read("renderings: {b: {units: 1}}");

    assertThat(other.rendering().identity()).isEqualTo(job.rendering().identity());
    assertThat(job.renderings().get(1).identity()).isNotEqualTo(job.rendering().identity());
  }

  @Test
  void settingsReachARendering() {
    AtlasJob job =
        read(
            "renderings: {maco: , deep: {recipe: {steps: 5, size: 64}}}",
            "renderings.maco.recipe.steps=64",
            "renderings.deep.recipe.steps=8",
            "renderings.new-one.negative=both");

    assertThat(job.renderings())
        .extracting(Rendering::name, one -> one.recipe().effort().steps())
        .containsExactly(
            tuple("maco", 64),
            tuple("deep", 8),
            tuple("new-one", 128),
            tuple("new-one-negative", 128));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "renderings:|4: Invalid renderings: nothing (must be a mapping of names to renderings, such as {deep: {recipe: {steps: 512}}})",
        "renderings: {}|4: Invalid renderings: {} (must be a mapping of names to renderings, such as {deep: {recipe: {steps: 512}}})",
        "renderings: [a]|4: Invalid renderings: a list (must be a mapping of names to renderings, such as {deep: {recipe: {steps: 512}}})",
        "renderings: {a: 5}|4: Invalid renderings.a: 5 (must be a mapping of keys to values)",
        "renderings: {a/b: {}}|4: Invalid renderings: a/b (must be named by letters, digits, - and _, at most 60)",
        "renderings: {'': {}}|4: Invalid renderings: \"\" (must be named by letters, digits, - and _, at most 60)",
        "renderings: {ä: {}}|4: Invalid renderings: ä (must be named by letters, digits, - and _, at most 60)",
        "renderings: {Deep: , deep: }|4: Invalid renderings: deep (must be named once, whatever the case of its letters)",
        "renderings: {a-negative: {seed: 1}, a: {negative: both}}|4: Invalid renderings: a-negative (must be named once, whatever the case of its letters)",
        "renderings: {a: , b: {units: 5}}|4: Invalid renderings: b (must be other than a in its objective, recipe or seed: one name can have the units of both)",
        "renderings: {a: {steps: 5}}|4: Unknown key: renderings.a.steps (known: objective, negative, tap, recipe, seed, layers, units)",
        "renderings: {a: {recipe: {step: 5}}}|4: Unknown key: renderings.a.recipe.step (did you mean steps? known: name, size, steps, attempts, retries, redirect, schedule, parameterization, transforms, optimizer, precision, transparency, regularizers)",
        "renderings: {a: {recipe: {steps: 0}}}|4: Invalid recipe.steps: 0 (must be between 1 and 1000000)",
        "renderings: {a: {negative: 1}}|4: Invalid renderings.a.negative: 1 (must be true, false or both)",
        "renderings: {a: {layers: []}}|4: Invalid renderings.a.layers: [] (must be all, or name at least one)",
        "units: conv/3-1|4: Invalid units: conv/3-1 (must be a channel such as 223, a range such as 0-63, either of a layer such as block4_conv1/223, or a class name)",
        "units: conv/1.5|4: Invalid units: conv/1.5 (must be a channel such as 223, a range such as 0-63, either of a layer such as block4_conv1/223, or a class name)",
      })
  void aMistakeIsNamedWithItsLineItsValueAndTheRule(String line, String message) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(SpecException.class)
        .hasMessage("x.yaml:" + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recipe: {steps: 3}|recipe: a mapping",
        "objective: class|objective: class",
        "negative: true|negative: true",
        "tap: post|tap: post",
        "seed: 5|seed: 5"
      })
  void whatEachRenderingSaysIsNotSaidBesideThem(String line, String shown) {
    String key = line.substring(0, line.indexOf(':'));
    assertThatThrownBy(() -> read("renderings: {a: }\n" + line))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "x.yaml:5: Invalid %s (must be left out beside renderings: write renderings.NAME.%s)",
            shown, key);
  }

  @Test
  void aNameTwiceIsRefused() {
    assertThatThrownBy(() -> read("renderings:\n  a: {seed: 1}\n  a: {seed: 2}"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("x.yaml:6: ")
        .hasMessageContaining("a");
  }

  @Test
  void aLaterMistakeIsPlacedInItsRendering() {
    String text = LEAST + "renderings:\n  a:\n    recipe:\n      size: 16\n";
    Origins origins = JobFile.of(List.of(AtlasJob.FORM)).origins("x.yaml", text, List.of());
    Origins alone =
        JobFile.of(List.of(AtlasJob.FORM))
            .origins("x.yaml", LEAST + "recipe:\n  size: 16", List.of());
    SpecException a = new SpecException("Invalid").in("renderings.a.recipe.size");
    SpecException only = new SpecException("Invalid").in("renderings.default.recipe.size");

    assertThat(origins.placed(a)).hasMessage("x.yaml:7: Invalid");
    assertThat(alone.placed(only)).hasMessage("x.yaml:5: Invalid");
  }

  private static AtlasJob read(String lines, String... settings) {
    return AtlasJob.FORM.read("x.yaml", LEAST + lines, List.of(settings));
  }

  private static String json(Selection selection) {
    return String.valueOf(SelectionForm.write(selection));
  }
}
