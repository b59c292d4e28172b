package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.plan.Jobs.VGG19;
import static phosphene.plan.Jobs.file;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.network.Architecture;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/** The plan of several renderings, and units that name their layers. */
class RenderingPlanTest {
  private static final String UNITS = "layers: [block1_conv1, block2_conv1]\nunits: 0-1\n";
  private static final String TWO =
      UNITS + "renderings: {deep: {recipe: {steps: 512}}, near: {objective: neuron, seed: 3}}";

  private static Plan plan(String lines) {
    return Plan.of(file(lines), VGG19, "d", List.of());
  }

  private static Map<String, TileKey> keys(Plan plan, String rendering) {
    return plan.of(rendering).tiles().stream()
        .collect(Collectors.toMap(tile -> tile.unit().toString(), Tile::key));
  }

  private static List<String> units(Plan plan) {
    return plan.tiles().stream().map(tile -> tile.unit().toString()).toList();
  }

  @Test
  void renderingsFollowEachOtherEachInTheOrderOfTheNetwork() {
    assertThat(plan(TWO).tiles())
        .extracting(Tile::text)
        .containsExactly(
            "deep block1_conv1/0",
            "deep block1_conv1/1",
            "deep block2_conv1/0",
            "deep block2_conv1/1",
            "near block1_conv1/0",
            "near block1_conv1/1",
            "near block2_conv1/0",
            "near block2_conv1/1");
  }

  @Test
  void aKeyDependsNeitherOnTheNameNorOnTheOthers() {
    Plan two = plan(TWO);
    Plan alone = plan(UNITS + "renderings: {near: {objective: neuron, seed: 3}}");
    Plan renamed = plan(UNITS + "renderings: {x: {objective: neuron, seed: 3}}");
    Plan shortForm = plan(UNITS + "objective: neuron\nseed: 3");

    assertThat(keys(two, "near"))
        .isEqualTo(keys(alone, "near"))
        .isEqualTo(keys(renamed, "x"))
        .isEqualTo(keys(shortForm, "default"))
        .hasSize(4);
    assertThat(two.tiles()).extracting(Tile::key).doesNotHaveDuplicates();
  }

  @Test
  void costsAreThoseOfTheRecipeOfEach() {
    Plan two = plan(TWO);

    double deep = two.cost(new TileGroup("deep", "block2_conv1")).flop();
    double near = two.cost(new TileGroup("near", "block2_conv1")).flop();
    double plain = plan(UNITS).cost(new TileGroup("default", "block2_conv1")).flop();
    assertThat(deep).isEqualTo(4 * plain);
    assertThat(near).as("a neuron's canvas is smaller").isLessThan(plain / 10);
    assertThat(two.flop()).isEqualTo(two.of("deep").flop() + two.of("near").flop());
    assertThat(two.flop(new TileGroup("deep", "block2_conv1"))).isEqualTo(2 * deep);
  }

  @Test
  void aTaskIsOfOneRenderingAndLayer() {
    List<Task> tasks = plan(TWO).tasks(1);

    assertThat(tasks)
        .allSatisfy(
            task -> assertThat(task.tiles()).extracting(Tile::group).containsOnly(task.group()));
    assertThat(tasks.stream().map(Task::group).distinct()).hasSize(4);
  }

  @Test
  void whatIsMissingOfOneIsNotMissingOfTheOther() {
    Plan two = plan(TWO);
    Plan rest =
        two.without(
            keys(two, "deep").values().stream().map(TileKey::hex).collect(Collectors.toSet()));

    assertThat(rest.tiles()).isEqualTo(two.of("near").tiles());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[block4_conv1/223]|block4_conv1/223",
        "[block4_conv1/223, 'block1_conv1:3', block4_conv1/2-3]|block1_conv1/3 block4_conv1/2 block4_conv1/3 block4_conv1/223",
        "[conv4_1/223, features.0/1]|block1_conv1/1 block4_conv1/223",
        "'block5_conv*/7'|block5_conv1/7 block5_conv2/7 block5_conv3/7 block5_conv4/7",
        "[fc6/4095]|fc1/4095",
      })
  void aUnitMayNameItsLayer(String units, String expected) {
    assertThat(units(plan("recipe: {size: 224}\nunits: " + units)))
        .containsExactly(expected.split(" "));
  }

  @Test
  void unitsWithoutALayerAreThoseOfTheJobsLayers() {
    assertThat(units(plan("layers: block2_conv1\nunits: [1, block1_conv1/5, block2_conv1/1]")))
        .containsExactly("block1_conv1/5", "block2_conv1/1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "units: block4_conv1/512|x.yaml:4: Invalid units: 512 (must be between 0 and 511, the channels of block4_conv1)",
        "units: blok4_conv1/5|x.yaml:4: Invalid layers: blok4_conv1 (must be a layer; nearest: block4_conv1, block3_conv1, block4_conv2)",
        "units: block4_conv1/cat|x.yaml:4: Invalid units: block4_conv1/cat (must be a channel or a range, or these of a layer such as conv/0-63; only objective: class has names)",
        "{units: block4_conv1/5, layers: block1_conv1}|x.yaml:4: Invalid layers: block1_conv1 (must be left out where every unit names its layer)",
        "renderings: {a: {recipe: {size: 16}, units: block5_conv4/0, layers: block5_conv1}}|x.yaml:4: Invalid layers: block5_conv1 (must be left out where every unit names its layer)",
      })
  void aUnitThatIsNotThereIsNamed(String lines, String message) {
    String unwrapped = lines.startsWith("{") ? lines.substring(1, lines.length() - 1) : lines;
    assertThatThrownBy(() -> plan(unwrapped.replace(", layers: block1", "\nlayers: block1")))
        .isInstanceOf(SpecException.class)
        .hasMessageEndingWith(message.substring("x.yaml:4".length()))
        .hasMessageStartingWith("x.yaml:");
  }

  @Test
  void theLayersOfGoogLeNetHaveTheNamesOfLucid() {
    Architecture network = Networks.architecture("googlenet");
    Plan plan = Plan.of(file("units: [mixed4c/5, inception4c/6]"), network, "d", List.of());

    assertThat(units(plan)).containsExactly("inception_4c_output/5", "inception_4c_output/6");
  }
}
