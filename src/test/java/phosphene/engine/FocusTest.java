package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Extent;
import phosphene.network.Layer;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Padding;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.PRelu;
import phosphene.spec.Tap;

/** A focused session gives what the whole one gives. */
@EveryEngine
class FocusTest {
  private static final int SIZE = 14;
  private static final Network NETWORK =
      network(
          SIZE,
          21,
          relu("first", new Convolution(6, Window.of(3, 1, 1)), "input"),
          node("pool", new MaxPool(Window.of(2, 2, 0)), "first"),
          relu("straight", new Convolution(4, Window.of(3, 1, 1)), "pool"),
          relu("narrow", new Convolution(3, Window.of(1, 1, 0)), "pool"),
          relu("wide", new Convolution(5, Window.of(5, 1, 2)), "narrow"),
          relu("short", new Convolution(2, Window.of(1, 1, 0)), "pool"),
          node("module", new Concat(), "straight", "wide", "short"),
          relu("strided", new Convolution(4, Window.of(3, 2, 0)), "module"),
          node("last", new MaxPool(Window.of(3, 1, 1)), "strided"));

  private final Subject subject;

  FocusTest(Subject subject) {
    this.subject = subject;
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "straight", "module", "strided", "last"})
  void focusGivesTheValuesAndTheGradientOfTheWhole(String layer) {
    List<Integer> channels = List.of(0, 3, 2, 1);
    if (layer.equals("module")) {
      channels = List.of(0, 8, 9, 4);
    }
    int pixels = 3 * SIZE * SIZE;
    float[] images = Toys.values(new SplittableRandom(4), 4 * pixels, 0, 1);
    check(NETWORK, layer, channels, images);
    check(NETWORK, layer, channels.subList(1, 2), java.util.Arrays.copyOf(images, pixels));
  }

  /** Other nonlinearities, and convolutions that are no single filters. */
  private static final Network MODERN =
      network(
          SIZE,
          23,
          relu("first", new Convolution(6, Window.of(3, 1, 1)), "input"),
          with(
              "trained",
              new Convolution(4, Window.of(3, 2, 0).padded(new Padding(0, 1, 1, 0))),
              new PRelu(Toys.values(new SplittableRandom(3), 4 * 7 * 7, -0.5, 0.5)),
              "first"),
          with("smooth", new Convolution(4, Window.of(1, 1, 0)), Elementary.SILU, "trained"),
          with("deep", new Convolution(4, Window.of(3, 1, 1), 4), Clip.RELU6, "smooth"),
          with(
              "far",
              new Convolution(4, Window.of(3, 1, 2).dilated(Extent.square(2))),
              Elementary.GELU,
              "trained"),
          node("both", new Concat(), "smooth", "deep", "far"));

  private static Node with(String name, Layer layer, Activation activation, String input) {
    return new Node(name, layer, List.of(input), activation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trained", "smooth", "deep", "far", "both"})
  void everyNonlinearityIsFocusedAlike(String layer) {
    List<Integer> channels = layer.equals("both") ? List.of(1, 2, 3, 0) : List.of(0, 3, 2, 1);
    float[] images = Toys.values(new SplittableRandom(4), 4 * 3 * SIZE * SIZE, 0, 1);
    check(MODERN, layer, channels, images);
    check(MODERN, "both", List.of(0, 5, 9, 2), images);
  }

  @Test
  void anImageTooSmallForTheLayersAboveIsNotTooSmall() {
    Network tall =
        network(
            SIZE,
            22,
            relu("low", new Convolution(2, Window.of(3, 1, 1)), "input"),
            node("half", new MaxPool(Window.of(2, 2, 0)), "low"),
            node("quarter", new MaxPool(Window.of(2, 2, 0)), "half"),
            relu("high", new Convolution(2, Window.of(3, 1, 0)), "quarter"));
    try (Engine engine = subject.open(tall);
        Session focused = engine.focus(new Target("low", Tap.POST), List.of(1), 4, 5)) {
      assertThat(focused.shape(0)).isEqualTo(new Shape(2, 4, 5));
      assertThatThrownBy(() -> engine.focus(new Target("high", Tap.POST), List.of(1), 4, 5))
          .hasMessageStartingWith("Invalid shape: 2x-1x-1 ");
    }
  }

  private void check(Network network, String layer, List<Integer> channels, float[] images) {
    for (Tap tap : Tap.values()) {
      Target target = new Target(layer, tap);
      try (Engine engine = subject.open(network);
          Session whole = engine.open(List.of(target), new Batch(channels.size(), SIZE, SIZE));
          Session focused = engine.focus(target, channels, SIZE, SIZE)) {
        float[][] a = run(whole, channels, images);
        float[][] b = run(focused, channels, images);
        assertThat(focused.shape(0)).isEqualTo(whole.shape(0));
        assertClose(b[0], a[0]);
        assertClose(b[1], a[1]);
      }
    }
  }

  private static float[][] run(Session session, List<Integer> channels, float[] images) {
    int area = session.shape(0).area();
    float[] maps = new float[channels.size() * area];
    float[] map = new float[area];
    float[] gradient = new float[images.length];
    for (int pass = 0; pass < 2; pass++) { // twice: nothing may be left over from the first
      session.forward(images);
      for (int i = 0; i < channels.size(); i++) {
        TargetChannel channel = new TargetChannel(0, i, channels.get(i));
        session.read(channel, map);
        System.arraycopy(map, 0, maps, i * area, area);
        session.addGradient(channel, map);
      }
      session.backward(ReluRule.EXACT, gradient);
    }
    return new float[][] {maps, gradient};
  }

  private static void assertClose(float[] actual, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }
}
