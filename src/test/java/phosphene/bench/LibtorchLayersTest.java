package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.network.AveragePool;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Padding;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;

/** What libtorch's program is not told, lest it run it wrong. */
class LibtorchLayersTest {
  private static final Window THREE = Window.of(3, 2, 1);
  private static final Window UNEVEN = THREE.padded(new Padding(0, 1, 0, 1));

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(node("x", new Softmax(), "a"), "is a layer that it is not taught (Softmax[])"),
        Arguments.of(
            node("x", new MaxPool(UNEVEN.rounded(Window.Rounding.CEIL)), "a"),
            "is a layer that it is not taught (MaxPool[window="),
        Arguments.of(
            node("x", new AveragePool(UNEVEN, AveragePool.Divisor.VALID), "a"),
            "is a layer that it is not taught (AveragePool[window="),
        Arguments.of(
            new Node("x", new Convolution(4, THREE), List.of("a"), Elementary.ERF),
            "ends in a nonlinearity that it is not taught (erf)"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void othersAreRefusedByNameBeforeAnythingIsBuilt(Node node, String reason, @TempDir Path home) {
    Network network =
        network(
            16,
            1,
            relu("a", new Convolution(4, Window.of(3, 1, 1)), "input"),
            node,
            node("last", new Convolution(2, Window.of(1, 1, 0)), "x"));

    assertThatThrownBy(() -> LibtorchPeer.start(new Workload(network, 0), home, 1))
        .isInstanceOf(PeerAbsentException.class)
        .hasMessageStartingWith("Cannot measure libtorch: x " + reason);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void theNetworksOf2014AreKnown() {
    assertThat(LibtorchLayers.refusal(Workload.vgg19(1).network().architecture())).isEmpty();
  }
}
