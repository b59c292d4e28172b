package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Layer;
import phosphene.network.Window;
import phosphene.network.zoo.Networks;
import phosphene.plan.FlightPlan.Flight;
import phosphene.spec.FlightJob;
import phosphene.spec.FlightRecipe;
import phosphene.spec.Keyframe;
import phosphene.spec.SpecException;

/** What a flight job asks for, looked up in a network. */
class FlightPlanTest {
  private static final Architecture VGG = Networks.architecture("vgg19");

  private static final int CANVAS = FlightRecipe.standard().canvas();

  private static final Layer LAYER = new Convolution(8, Window.of(3, 1, 1));

  private static FlightPlan plan(String lines) {
    return plan(VGG, lines);
  }

  private static FlightPlan plan(Architecture architecture, String lines) {
    String text = "job: flight\nnetwork: vgg19\noutput: out\nseconds: 4\n" + lines;
    FlightJob job = FlightJob.FORM.read("x.yaml", text, List.of());
    return FlightPlan.of(job, architecture, "digest", "identity");
  }

  @Test
  void aFanIsAFlightForEachUnitAndSeed() {
    FlightPlan plan = plan("units: [block3_conv3/223, block4_conv1]\nseeds: 2");

    assertThat(plan.flights())
        .extracting(Flight::name)
        .containsExactly(
            "block3_conv3.223", "block3_conv3.223-2", "block4_conv1", "block4_conv1-2");
    assertThat(plan.flights()).extracting(Flight::key).doesNotHaveDuplicates();
    assertThat(plan.frames()).isEqualTo(4 * 96);
  }

  @Test
  void seedsMayBeAddedAndTheFirstStaysWhatItWas() {
    Flight alone = plan("units: block3_conv3/223").flights().get(0);
    assertThat(plan("units: block3_conv3/223\nseeds: 3").flights().get(0)).isEqualTo(alone);
  }

  @Test
  void throughLayersIsEveryConvolutionInOrder() {
    Flight flight = plan("through: layers").flights().get(0);

    List<Keyframe> keyframes = flight.path().keyframes();
    assertThat(keyframes)
        .hasSize(16)
        .extracting(keyframe -> keyframe.units().name())
        .startsWith("block1_conv1", "block1_conv2", "block2_conv1")
        .endsWith("block5_conv3", "block5_conv4");
    assertThat(keyframes.get(0).at()).isEqualTo(0.125);
    assertThat(keyframes.get(15).at()).isEqualTo(3.875);
    assertThat(flight.name()).isEqualTo("through");
  }

  @Test
  void theCostIsThatOfEveryFramesLayers() {
    double step = FlightCost.step(VGG, List.of("block2_conv1"), CANVAS).flop();
    double both = FlightCost.step(VGG, List.of("block2_conv1", "block3_conv1"), CANVAS).flop();

    FlightPlan still = plan("units: block2_conv1/1\nsteps: 3");
    FlightPlan fading =
        plan("keyframes: [{at: 0, units: block2_conv1/1}, {at: 4, units: block3_conv1}]\nsteps: 3");

    assertThat(still.flop()).isCloseTo(step * (128 + 3 * 95), within(step / 1e6));
    assertThat(fading.flop()).isCloseTo(step * 128 + both * 3 * 95, within(both / 1e6));
  }

  @Test
  void theCriticalPathIsTheCostliestFlight() {
    FlightPlan plan = plan("units: [block1_conv1/3, block5_conv1/3, block3_conv1/3]");

    assertThat(plan.inOrderOfCost())
        .extracting(Flight::name)
        .containsExactly("block5_conv1.3", "block3_conv1.3", "block1_conv1.3");
    assertThat(plan.critical()).isEqualTo(plan.inOrderOfCost().get(0).cost().flop());
    assertThat(plan.without(Set.of(plan.flights().get(1).key().hex())).flights())
        .extracting(Flight::name)
        .containsExactly("block1_conv1.3", "block3_conv1.3");
  }

  @Test
  void whatTheNetworkDoesNotHaveIsToldWithItsPlace() {
    refused(
        "units: block3_conv9/1",
        "x.yaml:5: Invalid units: block3_conv9/1 (must be a layer of vgg19 (did you mean"
            + " block3_conv4?))");
    refused(
        "keyframes:\n  - {at: 0, units: block3_conv3/1}\n  - {at: 1, units: block3_conv3/256}",
        "x.yaml:7: Invalid units: block3_conv3/256 (must be a channel between 0 and 255)");
    refused(
        "keyframes:\n  - at: 0\n    steps: 3\n    units: block9/1",
        "x.yaml:8: Invalid units: block9/1 (must be a layer of vgg19)");
    refused(
        "keyframes:\n  - at: 0\n    units: block3_conv3\n  - at: 2\n    units:\n      block3_conv3/1: 2\n"
            + "      block3_conv3/256: 1",
        "x.yaml:9: Invalid units: block3_conv3/256 (must be a channel between 0 and 255)");
    refused(
        "units: fc1/3",
        "x.yaml:5: Invalid units: fc1/3 (must be before the dense layers, which take images of one"
            + " size only)");
  }

  @Test
  void twoFlightsOfOneNameAreRefusedAtTheSecond() {
    refused(
        "units:\n  - block3_conv3/3\n  - {block3_conv3/3: 2}",
        "x.yaml:7: Invalid units: block3_conv3.3 (must give each flight a name of its own: two are"
            + " block3_conv3.3)");
    Architecture named =
        new Architecture(
            "named",
            VGG.input(),
            VGG.preprocessing(),
            List.of(Jobs.node("a", LAYER, Architecture.INPUT), Jobs.node("a-2", LAYER, "a")));
    refused(
        named,
        "units: [a,\n  a-2]\nseeds: 2",
        "x.yaml:6: Invalid units: a-2 (must give each flight a name of its own: two are a-2)");
  }

  private static void refused(String lines, String message) {
    refused(VGG, lines, message);
  }

  private static void refused(Architecture architecture, String lines, String message) {
    assertThatThrownBy(() -> plan(architecture, lines))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }
}
