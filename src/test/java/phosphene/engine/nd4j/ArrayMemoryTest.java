package phosphene.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.engine.Batch;
import phosphene.engine.Chains;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.engine.Toys;
import phosphene.network.Network;
import phosphene.spec.Tap;

/**
 * What is off the heap belongs to sessions and engines and goes with them, without help of the
 * collector: the library's own count of array bytes.
 */
class ArrayMemoryTest {
  private static final int SIZE = 32;

  private static final List<Integer> CHANNELS = List.of(1, 8); // of left, of right
  private static final int TRIES = 100;

  private static final Network NETWORK = Chains.ofEveryLayer(SIZE);

  private enum Way {
    WHOLE,
    FOCUSED_ON_A_FILTER,
    FOCUSED_ON_A_CLASS;

    Session session(Engine engine) {
      return switch (this) {
        case WHOLE ->
            engine.open(
                List.of(new Target("both", Tap.PRE), new Target("prob", Tap.POST)),
                new Batch(CHANNELS.size(), SIZE, SIZE));
        case FOCUSED_ON_A_FILTER ->
            engine.focus(new Target("both", Tap.POST), CHANNELS, SIZE, SIZE);
        case FOCUSED_ON_A_CLASS -> engine.focus(new Target("prob", Tap.POST), CHANNELS, SIZE, SIZE);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void noArrayOutlivesItsStep(Way way) {
    try (Engine engine = Nd4jEngine.open(NETWORK);
        Session session = way.session(engine)) {
      step(session);
      Growth growth = new Growth();
      for (int i = 0; i < 300; i++) {
        step(session);
        growth.look();
      }
      assertThat(growth.bytes()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void noArrayOutlivesItsSession(Way way) {
    try (Engine engine = Nd4jEngine.open(NETWORK)) {
      way.session(engine).close(); // the engine's weights are made
      Growth growth = new Growth();
      for (int i = 0; i < 30; i++) {
        try (Session session = way.session(engine)) {
          step(session);
        }
        growth.look();
      }
      assertThat(growth.bytes()).isZero();
    }
  }

  @Test
  void noArrayOutlivesItsEngine() {
    Growth growth = new Growth();
    for (int i = 0; i < 10; i++) {
      try (Engine engine = Nd4jEngine.open(NETWORK);
          Session session = Way.WHOLE.session(engine)) {
        step(session);
      }
      growth.look();
    }
    assertThat(growth.bytes()).isZero();
  }

  @Test
  void anArrayPerStepWouldBeSeen() {
    long bytes = growthOfForgottenArrays();
    for (int i = 0; i < TRIES && bytes < 300 * 100_000; i++) {
      System.gc(); // arrays of other tests were freed meanwhile
      bytes = growthOfForgottenArrays();
    }
    assertThat(bytes).isEqualTo(300 * 100_000);
  }

  private static long growthOfForgottenArrays() {
    Growth growth = new Growth();
    List<INDArray> forgotten = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      forgotten.add(Nd4j.create(25_000));
      growth.look();
    }
    forgotten.forEach(INDArray::close);
    return growth.bytes();
  }

  private static void step(Session session) {
    float[] pixels = Toys.values(new SplittableRandom(2), CHANNELS.size() * 3 * SIZE * SIZE, 0, 1);
    session.forward(pixels);
    float[] map = new float[session.shape(0).area()];
    for (int image = 0; image < CHANNELS.size(); image++) {
      TargetChannel channel = new TargetChannel(0, image, CHANNELS.get(image));
      session.read(channel, map);
      session.addGradient(channel, map);
    }
    session.backward(ReluRule.EXACT, new float[pixels.length]);
  }

  /**
   * The increases of the bytes in arrays off the heap; falls, the collector's work, do not count.
   */
  private static final class Growth {
    private long last = now();
    private long sum;

    void look() {
      long now = now();
      sum += Math.max(0, now - last);
      last = now;
    }

    long bytes() {
      return sum;
    }

    private static long now() {
      return Nd4j.getEnvironment().getDeviceCouner(0); // so ND4J spells it
    }
  }
}
