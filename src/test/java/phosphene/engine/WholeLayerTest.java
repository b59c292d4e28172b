package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.spec.Tap;

/** Whole layers pass the border of the engine as their channels do one by one. */
@EveryEngine
class WholeLayerTest {
  private static final int SIZE = 13;
  private static final int IMAGES = 2;
  private static final Network NETWORK =
      network(
          SIZE,
          12,
          relu("a", new Convolution(6, Window.of(3, 1, 1)), "input"),
          relu("b", new Convolution(4, Window.of(1, 1, 0)), "a"),
          relu("c", new Convolution(3, Window.of(3, 2, 1)), "a"),
          relu("d", new Convolution(2, Window.of(3, 2, 1)), "b"),
          node("both", new Concat(), "c", "d"));

  private final Subject subject;

  WholeLayerTest(Subject subject) {
    this.subject = subject;
  }

  @ParameterizedTest
  @EnumSource(Tap.class)
  void wholeLayersAreReadAsTheirChannelsAre(Tap tap) {
    try (Engine engine = subject.open(NETWORK);
        Session session = open(engine, tap)) {
      session.forward(pixels());
      for (int target = 0; target < 2; target++) {
        Shape shape = session.shape(target);
        float[] whole = new float[shape.size()];
        float[] map = new float[shape.area()];
        for (int image = 0; image < IMAGES; image++) {
          session.read(target, image, whole);
          for (int c = 0; c < shape.channels(); c++) {
            session.read(new TargetChannel(target, image, c), map);
            assertThat(channel(whole, shape, c)).isEqualTo(map);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Tap.class)
  void wholeLayersAreSeededAsTheirChannelsAre(Tap tap) {
    try (Engine engine = subject.open(NETWORK);
        Session session = open(engine, tap)) {
      session.forward(pixels());
      float[] together = new float[IMAGES * 3 * SIZE * SIZE];
      float[] single = new float[together.length];
      for (int target = 0; target < 2; target++) {
        for (int image = 0; image < IMAGES; image++) {
          session.addGradient(target, image, gradients(session.shape(target), target + 2 * image));
        }
      }
      session.backward(ReluRule.EXACT, together);
      for (int target = 0; target < 2; target++) {
        for (int image = 0; image < IMAGES; image++) {
          Shape shape = session.shape(target);
          float[] gradients = gradients(shape, target + 2 * image);
          for (int c = 0; c < shape.channels(); c++) {
            session.addGradient(new TargetChannel(target, image, c), channel(gradients, shape, c));
          }
        }
      }
      session.backward(ReluRule.EXACT, single);
      assertThat(together).isEqualTo(single).isNotEqualTo(new float[together.length]);
      session.backward(ReluRule.EXACT, single);
      assertThat(single).as("added gradients are forgotten").containsOnly(0);
    }
  }

  @ParameterizedTest
  @EnumSource(Tap.class)
  void aFocusedSessionHasNoWholeLayers(Tap tap) {
    try (Engine engine = subject.open(NETWORK);
        Session session = engine.focus(new Target("b", tap), List.of(1), SIZE, SIZE)) {
      assertThatThrownBy(() -> session.read(0, 0, new float[4 * SIZE * SIZE]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Cannot pass all channels: the session is focused on single ones");
    }
  }

  private static Session open(Engine engine, Tap tap) {
    return engine.open(
        List.of(new Target("both", tap), new Target("b", tap)), new Batch(IMAGES, SIZE, SIZE));
  }

  private static float[] pixels() {
    return Toys.values(new SplittableRandom(1), IMAGES * 3 * SIZE * SIZE, 0, 1);
  }

  private static float[] gradients(Shape shape, int seed) {
    return Toys.values(new SplittableRandom(seed), shape.size(), -1, 1);
  }

  private static float[] channel(float[] whole, Shape shape, int channel) {
    float[] map = new float[shape.area()];
    for (int i = 0; i < map.length; i++) {
      map[i] = whole[i * shape.channels() + channel];
    }
    return map;
  }
}
