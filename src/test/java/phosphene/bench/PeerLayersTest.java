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
import phosphene.network.Axis;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Elementwise;
import phosphene.network.Extent;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Padding;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;

/** What peers are not given, lest they run it wrong. */
class PeerLayersTest {
  private static final Window THREE = Window.of(3, 1, 1);

  @Test
  void theLayersOf2014AreRun() {
    assertThat(PeerLayers.slides(relu("x", new Convolution(4, THREE), "a"))).isTrue();
    assertThat(PeerLayers.slides(node("x", new MaxPool(THREE.rounded(Rounding.CEIL)), "a")))
        .isTrue();
    assertThat(PeerLayers.joins(node("x", new Concat(), "a", "a"))).isTrue();
  }

  static Stream<Node> others() {
    Window bare = Window.of(3, 1, 0);
    return Stream.of(
        node("x", new Convolution(4, THREE, 2), "a"),
        node("x", new Convolution(4, THREE.dilated(new Extent(1, 2))), "a"),
        node("x", new Convolution(4, THREE.padded(new Padding(0, 1, 0, 1))), "a"),
        node("x", new Convolution(4, bare.rounded(Rounding.SAME)), "a"),
        node("x", new MaxPool(bare.rounded(Rounding.SAME_LOWER)), "a"),
        relu("x", new MaxPool(THREE), "a"),
        new Node("x", new Convolution(4, THREE), List.of("a"), Clip.RELU6),
        new Node("x", new Convolution(4, THREE), List.of("a"), Elementary.GELU),
        node("x", new AveragePool(THREE, AveragePool.Divisor.VALID), "a"),
        node("x", Elementwise.ADD, "a", "a"),
        node("x", new Concat(Axis.ROWS), "a", "a"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void othersAreRefusedByName(Node node) {
    assertThat(PeerLayers.slides(node) || PeerLayers.joins(node)).isFalse();
    assertThatThrownBy(
            () ->
                new Workload(
                    network(16, 1, relu("a", new Convolution(4, THREE), "input"), node), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid workload: x (must be");
  }
}
