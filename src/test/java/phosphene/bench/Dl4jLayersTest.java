package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.network.AveragePool;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Elementwise;
import phosphene.network.Extent;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Padding;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;

/** What Deeplearning4j is not given, lest it run it wrong. */
class Dl4jLayersTest {
  private static final Window THREE = Window.of(3, 1, 1);

  @Test
  void vgg19IsRun() {
    assertThat(Dl4jLayers.refusal(Workload.vgg19(1).network().architecture())).isEmpty();
  }

  static Stream<Node> others() {
    Window bare = Window.of(3, 1, 0);
    return Stream.of(
        node("x", new Convolution(4, THREE, 2), "a"),
        node("x", new Convolution(4, THREE.dilated(new Extent(1, 2))), "a"),
        node("x", new Convolution(4, THREE.padded(new Padding(0, 1, 0, 1))), "a"),
        node("x", new Convolution(4, bare.rounded(Rounding.SAME)), "a"),
        node("x", new Convolution(4, THREE), "input"),
        node("x", new MaxPool(bare.rounded(Rounding.SAME_LOWER)), "a"),
        node("x", new MaxPool(THREE.rounded(Rounding.CEIL)), "a"),
        relu("x", new MaxPool(THREE), "a"),
        new Node("x", new Convolution(4, THREE), List.of("a"), Clip.RELU6),
        new Node("x", new Convolution(4, THREE), List.of("a"), Elementary.GELU),
        node("x", new AveragePool(THREE, AveragePool.Divisor.VALID), "a"),
        node("x", Elementwise.ADD, "a", "a"),
        node("x", new Concat(), "a", "a"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void othersAreRefusedByName(Node node) {
    Network network =
        network(
            16,
            1,
            relu("a", new Convolution(4, THREE), "input"),
            node,
            node("last", new Convolution(2, Window.of(1, 1, 0)), "x"));

    assertThatThrownBy(() -> Dl4jPeer.open(new Workload(network, 0)))
        .isInstanceOf(PeerAbsentException.class)
        .hasMessage(
            "Cannot measure Deeplearning4j's layers: x is no plain convolution or max pool in a"
                + " chain, rounded down, with a ReLU or nothing after a convolution");
  }
}
