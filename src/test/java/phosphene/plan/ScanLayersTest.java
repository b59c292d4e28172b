package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import phosphene.network.Architecture;
import phosphene.network.zoo.Networks;
import phosphene.spec.Selection;
import phosphene.spec.SpecException;

/** The layers of a scan. */
class ScanLayersTest {
  private static Architecture network(String name) {
    return Networks.architecture(name);
  }

  private static Selection some(String... layers) {
    return new Selection.Some(
        java.util.Arrays.stream(layers).map(layer -> new Selection.Term(layer, "x:1")).toList());
  }

  @Test
  void allAreTheConvolutionsAndWhatElseHasANonlinearity() {
    ScanLayers squeezenet = ScanLayers.of(new Selection.All(), network("squeezenet"));
    ScanLayers vgg = ScanLayers.of(new Selection.All(), network("vgg16"));

    assertThat(squeezenet.names()).hasSize(26).startsWith("conv1").endsWith("conv10");
    assertThat(squeezenet.classifier()).contains("prob");
    assertThat(vgg.names()).hasSize(15).endsWith("fc1", "fc2");
  }

  @Test
  void namedLayersComeInTheOrderOfTheNetwork() {
    ScanLayers layers = ScanLayers.of(some("pool8", "fire2", "conv1"), network("squeezenet"));

    assertThat(layers.names()).containsExactly("conv1", "fire2", "pool8");
    assertThat(layers.read()).containsExactly("conv1", "fire2", "pool8", "prob");
    assertThatThrownBy(() -> ScanLayers.of(some("conv2"), network("squeezenet")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("conv2");
  }

  @Test
  void aNetworkWithoutClassifierCostsNoMoreThanItsLayers() {
    Architecture body = network("squeezenet").cut(List.of("fire9"));
    ScanLayers layers = ScanLayers.of(some("conv1"), body);

    assertThat(layers.classifier()).isEqualTo(Optional.empty());
    assertThat(layers.flop(body)).isEqualTo(2.0 * 96 * 111 * 111 * 3 * 49);
    assertThat(layers.batch(body)).isEqualTo(8);
  }
}
