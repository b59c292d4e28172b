package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.engine.Toys;
import phosphene.network.AveragePool;
import phosphene.network.Axis;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Elementwise;
import phosphene.network.Extent;
import phosphene.network.GlobalAveragePool;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.spec.SpecException;

/** Networks that a page runs, or refuses by name rather than run them wrong. */
class LiveNetworkTest {
  private static final Window THREE = Window.of(3, 1, 1);

  static Stream<Arguments> strange() {
    Window wide = THREE.dilated(new Extent(2, 2));
    return Stream.of(
        Arguments.of(
            node("x", new Convolution(4, THREE, 2), "a"), "layer x, a convolution by groups"),
        Arguments.of(node("x", new Convolution(4, wide), "a"), "layer x, a dilated convolution"),
        Arguments.of(node("x", new MaxPool(wide), "a"), "layer x, a dilated pool"),
        Arguments.of(node("x", Elementwise.ADD, "a", "a"), "layer x, Elementwise"),
        Arguments.of(node("x", new Concat(Axis.ROWS), "a", "a"), "layer x, Concat"),
        Arguments.of(
            node("x", new AveragePool(THREE, AveragePool.Divisor.VALID), "a"),
            "layer x, AveragePool"),
        Arguments.of(
            new Node("x", new Convolution(4, THREE), List.of("a"), Clip.RELU6),
            "nonlinearity of x, ReLU6"),
        Arguments.of(
            new Node("x", new Convolution(4, THREE), List.of("a"), Elementary.SILU),
            "nonlinearity of x, SiLU"));
  }

  @ParameterizedTest
  @MethodSource("strange")
  void whatThePageDoesNotKnowIsNamed(Node strange, String name) {
    Network net =
        labelled(
            network(
                16,
                1,
                relu("a", new Convolution(4, THREE), "input"),
                strange,
                node("mean", new GlobalAveragePool(), "x"),
                node("prob", new Softmax(), "mean")));
    assertThatThrownBy(() -> LiveNetwork.script(net))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot run toy in the browser: it does not know the " + name);
  }

  private static Network labelled(Network net) {
    return net.labelled(List.of("a", "b", "c", "d"));
  }

  private static Network classifier(Shape input, Preprocessing preprocessing, Window window) {
    return labelled(
        Toys.network(
            input,
            preprocessing,
            1,
            relu("a", new Convolution(4, window), "input"),
            node("mean", new GlobalAveragePool(), "a"),
            node("prob", new Softmax(), "mean")));
  }

  @Test
  void aGreyNetworkIsRefused() {
    Network grey = classifier(new Shape(1, 16, 16), Preprocessing.grey(), THREE);
    assertThatThrownBy(() -> LiveNetwork.script(grey))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot run toy in the browser: it sees no colors");
  }

  /** Each side has its own padding, and each channel its factor. */
  @Test
  void paddingAndFactorsAreWrittenSideBySide() {
    Window uneven = THREE.padded(new phosphene.network.Padding(0, 1, 2, 0));
    Network net = classifier(new Shape(3, 16, 16), Preprocessing.torch(), uneven);
    String script = new String(LiveNetwork.script(net), StandardCharsets.UTF_8);
    assertThat(script).contains("\"pads\":[[0,1],[2,0]]").contains("\"factor\":[0.01712");
  }
}
