package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Elementwise;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.network.zoo.Networks;
import phosphene.spec.DreamJob;
import phosphene.spec.FlightJob;
import phosphene.spec.ScanJob;
import phosphene.spec.SpecException;

/** How jobs of all kinds name the layers of a network with blocks, slashes, dots and dashes. */
class LayerNamesTest {
  private static final Architecture RESIDUAL =
      new Architecture(
          "residual",
          new Shape(3, 32, 32),
          Preprocessing.unit(),
          List.of(
              conv("stem-1", "input", 4),
              conv("layer1.0.conv1", "stem-1", 4),
              conv("layer1.0.conv2", "layer1.0.conv1", 4),
              add("layer1.0", "layer1.0.conv2", "stem-1"),
              conv("outer/inner", "layer1.0", 4),
              conv("outer/3", "outer/inner", 4),
              add("layer2.0", "outer/3", "layer1.0")),
          Map.of("attention", "its operator Attention is not supported"));

  private static Node conv(String name, String input, int filters) {
    return new Node(
        name, new Convolution(filters, Window.of(3, 1, 1)), List.of(input), Elementary.RELU);
  }

  private static Node add(String name, String... inputs) {
    return new Node(name, Elementwise.ADD, List.of(inputs), Elementary.RELU);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all | stem-1 layer1.0.conv1 layer1.0.conv2 layer1.0 outer/inner outer/3 layer2.0",
        "blocks | layer1.0 layer2.0",
        "[stem-1, blocks] | stem-1 layer1.0 layer2.0",
        "layer1.0.* | layer1.0.conv1 layer1.0.conv2",
        "outer/* | outer/inner outer/3",
        "outer/3 | outer/3"
      })
  void allKindsOfJobsMeanTheSame(String words, String layers) {
    List<String> wanted = List.of(layers.split(" "));

    Plan atlas = Jobs.plan(RESIDUAL, "layers=" + words, "units=0");
    assertThat(atlas.groups().keySet().stream().map(TileGroup::layer))
        .containsExactlyElementsOf(wanted);
    assertThat(scan(words)).isEqualTo(wanted);
    assertThat(dreams(words)).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void flightsGoThroughBlocksAndNestedLayers() {
    assertThat(stops("through: layers"))
        .containsExactly(
            "stem-1",
            "layer1.0.conv1",
            "layer1.0.conv2",
            "layer1.0",
            "outer/inner",
            "outer/3",
            "layer2.0");
    assertThat(stops("through: [outer/inner/2, outer/3, blocks]"))
        .containsExactly("outer/inner/2", "outer/3", "layer1.0", "layer2.0");
    assertThat(stops("units: blocks")).containsExactly("layer1.0", "layer2.0");
    assertThat(stops("keyframes: [{at: 0, units: outer/3}, {at: 1, units: outer/3/1}]"))
        .containsExactly("outer/3", "outer/3/1");
  }

  @Test
  void whatTheFileHasButCannotBeRunIsToldWithTheReason() {
    String reason = "Cannot find layer attention: its operator Attention is not supported";

    refused(() -> Jobs.plan(RESIDUAL, "layers=attention"), "--set layers=attention: " + reason);
    refused(() -> Jobs.plan(RESIDUAL, "layers=att*"), "--set layers=att*: " + reason);
    refused(() -> scan("attention"), "x.yaml:4: " + reason);
    refused(() -> dreams("attention/2"), "x.yaml:4: " + reason);
    refused(() -> dreams("{attention: 1, stem-1: 1}"), "x.yaml:4: " + reason);
    refused(() -> stops("units: attention"), "x.yaml:3: " + reason);
  }

  @Test
  void aNetworkWithoutBlocksSaysSo() {
    String rule =
        "Invalid layers: blocks (must name layers, or be all: toy has no residual blocks)";

    refused(() -> Jobs.plan(Jobs.small(), "layers=blocks"), "--set layers=blocks: " + rule);
    assertThatThrownBy(() -> FlightPlan.of(flight("units: blocks"), Jobs.small(), "d", "i"))
        .hasMessage("x.yaml:3: " + rule);
  }

  @Test
  void aChannelThatReadsLikeAnotherLayerIsRefused() {
    Architecture twins = Jobs.network(32, conv("conv", "input", 4), conv("conv.1", "conv", 4));

    assertThatThrownBy(() -> Mixes.of(dream("conv/1"), twins))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "x.yaml:4: Invalid layers: conv/1 (must be a name that is clear: there is a layer conv.1"
                + " too)");
    assertThat(Mixes.of(dream("[conv/2, conv.1]"), twins).keySet())
        .containsExactly("conv.2", "conv.1");
  }

  /** Of networks from before there were blocks. */
  @ParameterizedTest
  @CsvSource({"vgg19", "squeezenet", "squeezenet1.1", "googlenet", "primer"})
  void allOfAnOldNetworkAreItsConvolutions(String name) {
    Architecture network = Networks.architecture(name);
    List<String> convolutions =
        network.nodes().stream()
            .filter(node -> node.layer() instanceof Convolution)
            .map(Node::name)
            .toList();

    assertThat(LayerNames.all(network)).isEqualTo(convolutions);
    assertThat(Mixes.of(dream("all"), network).keySet()).containsExactlyElementsOf(convolutions);
  }

  private static List<String> scan(String words) {
    ScanJob job =
        ScanJob.FORM.read(
            "x.yaml",
            "job: scan\nnetwork: vgg19\nphotos: p\nlayers: " + words + "\noutput: o",
            List.of());
    return ScanLayers.of(job.layers(), RESIDUAL).names();
  }

  private static List<String> dreams(String words) {
    return List.copyOf(Mixes.of(dream(words), RESIDUAL).keySet());
  }

  private static DreamJob dream(String words) {
    return DreamJob.FORM.read(
        "x.yaml",
        "job: dream\nnetwork: vgg19\nphotos: p\nlayers: " + words + "\noutput: o",
        List.of());
  }

  private static List<String> stops(String line) {
    return FlightPlan.of(flight(line), RESIDUAL, "d", "i").flights().stream()
        .flatMap(flight -> flight.path().keyframes().stream())
        .map(keyframe -> keyframe.units().terms().get(0).text())
        .toList();
  }

  private static FlightJob flight(String line) {
    return FlightJob.FORM.read(
        "x.yaml", "job: flight\nnetwork: vgg19\n" + line + "\noutput: o", List.of());
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable asked, String message) {
    assertThatThrownBy(asked).isInstanceOf(SpecException.class).hasMessage(message);
  }
}
