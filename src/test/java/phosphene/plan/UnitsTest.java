package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.plan.Jobs.VGG19;
import static phosphene.plan.Jobs.plan;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.network.Architecture;
import phosphene.network.Dense;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/** What a job's words mean in a network. */
class UnitsTest {
  private static final List<String> FRUIT =
      List.of("apple", "banana", "blood orange", "Orange", "fig");

  @Test
  void layersAndChannelsAreTakenInTheOrderOfTheNetwork() {
    assertThat(units(plan(Jobs.small(), "layers=[b, a]", "units=[3, 0-1]")))
        .containsExactly("a/0", "a/1", "a/3", "b/0", "b/1", "b/3");
  }

  @Test
  void aLayerThatIsNoConvolutionIsTakenByItsName() {
    assertThat(units(plan(Jobs.small()))).doesNotContain("pool/0");
    assertThat(units(plan(Jobs.small(), "layers=[pool]")))
        .containsExactly("pool/0", "pool/1", "pool/2", "pool/3");
    assertThat(units(plan(Jobs.classifier(), "layers=[logits]", "units=4")))
        .containsExactly("logits/4");
  }

  @Test
  void classesAreTheUnitsOfTheLogits() {
    assertThat(units(classes("")))
        .containsExactly("logits/0", "logits/1", "logits/2", "logits/3", "logits/4");
    assertThat(units(classes("units: [4, 0-1]")))
        .containsExactly("logits/0", "logits/1", "logits/4");
    assertThat(units(classes("units: [Orange, blood_orange, ban]")))
        .containsExactly("logits/1", "logits/2", "logits/3");
    assertThat(classes("").tiles().get(0).unit()).isEqualTo(new Unit("logits", 1, 0));
  }

  @Test
  void theClassesOfVgg19AreItsPredictions() {
    assertThat(units(plan(VGG19, "objective=class", "units=[0, 999]")))
        .containsExactly("predictions/0", "predictions/999");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          layers: blok1_conv1 | x.yaml:4: Invalid layers: blok1_conv1 (must be a layer; nearest: block1_conv1, block1_conv2, block2_conv1)
          layers: [block1_conv1, prob] | x.yaml:4: Invalid layers: prob (must be a layer; nearest: predictions, block1_conv1, block1_conv2)
          layers: block1_conv1; units: 64 | x.yaml:5: Invalid units: 64 (must be between 0 and 63, the channels of block1_conv1)
          layers: block1_*; units: [0, 60-70] | x.yaml:5: Invalid units: 60-70 (must be between 0 and 63, the channels of block1_conv1)
          units: goldfish | x.yaml:4: Invalid units: goldfish (must be a channel or a range, or these of a layer such as conv/0-63; only objective: class has names)
          objective: class; units: goldfish | x.yaml:5: Invalid units: goldfish (must be a class number: the network has no class names)
          objective: class; units: 1000 | x.yaml:5: Invalid units: 1000 (must be between 0 and 999, the classes)
          objective: class; layers: fc1 | x.yaml:5: Invalid layers: fc1 (must be left out with objective: class)
          """)
  void whatVgg19DoesNotHaveIsNamedWithItsPlace(String lines, String message) {
    refuses(VGG19, lines.replace("; ", "\n"), message);
  }

  @Test
  void aClassNameThatMeansNoneOrManyIsRefused() {
    assertThatThrownBy(() -> classes("units: kiwi"))
        .isInstanceOf(SpecException.class)
        .hasMessage("x.yaml:5: Invalid units: kiwi (must be a class; nearest: fig, apple, banana)");
    assertThatThrownBy(() -> classes("units: an"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "x.yaml:5: Invalid units: an (must be one class, which of banana, blood orange,"
                + " Orange?)");
  }

  @Test
  void classesNeedAClassifier() {
    refuses(
        Jobs.small(),
        "objective: class",
        "Invalid objective: class (must be channel or neuron: toy has no classifier)");
    refuses(
        VGG19.cut(List.of("block5_pool")),
        "objective: class",
        "Invalid objective: class (must be channel or neuron: vgg19 has no classifier)");
  }

  @Test
  void aNetworkWithoutConvolutionsIsNotDoneBeforeItBegins() {
    refuses(
        Jobs.network(8, Jobs.node("d", new Dense(5), "input")),
        "",
        "Invalid layers: all (must name a layer: toy has no convolution)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vgg19 | layers: block5_pool | 16 | Invalid recipe.size: 16 (must be larger for block5_pool: Invalid shape: 512x0x0 (must be at least 1 in each extent))
          squeezenet1.1 | layers: fire9 | 16 | Invalid recipe.size: 16 (must be larger for fire9: Invalid shape: 256x0x0 (must be at least 1 in each extent))
          vgg19 | layers: block1_conv1 | 4096 | none
          vgg19 | layers: block5_conv4 | 16 | none
          googlenet | layers: inception_5b_output | 16 | Invalid recipe.size: 16 (must be larger for inception_5b_output: Invalid shape: 832x0x0 (must be at least 1 in each extent))
          googlenet | layers: inception_5b_output | 32 | none
          """)
  void aSizeThatIsTooSmallForALayerIsRefused(
      String network, String lines, int size, String message) {
    String recipe = "recipe: {transforms: none, size: " + size + "}\n";
    Architecture architecture = Networks.architecture(network);
    if (message.equals("none")) {
      assertThat(Plan.of(Jobs.file(recipe + lines), architecture, "d", List.of()).tiles())
          .isNotEmpty();
    } else {
      refuses(architecture, recipe + lines, message);
    }
  }

  @Test
  void aSizeThatIsTooLargeToCountIsRefused() {
    refuses(
        VGG19,
        "recipe: {transforms: [{pad: 4096}], size: 4096}\nlayers: block1_conv1",
        "Invalid recipe.size: 4096 (must be smaller for block1_conv1: integer overflow)");
  }

  private static void refuses(Architecture architecture, String lines, String message) {
    assertThatThrownBy(() -> Plan.of(Jobs.file(lines), architecture, "d", List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }

  private static Plan classes(String lines) {
    return Plan.of(Jobs.file("objective: class\n" + lines), Jobs.classifier(), "d", FRUIT);
  }

  private static List<String> units(Plan plan) {
    return plan.tiles().stream().map(tile -> tile.unit().toString()).toList();
  }
}
