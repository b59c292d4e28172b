package phosphene.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.Elementwise.Operation.MULTIPLY;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.engine.Toys;
import phosphene.network.AveragePool;
import phosphene.network.Concat;
import phosphene.network.Constant;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.GlobalAveragePool;
import phosphene.network.LayerNormalization;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Pad;
import phosphene.network.Padding;
import phosphene.network.Pointwise;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.network.activation.Clip;
import phosphene.spec.Tap;

/**
 * What is off the heap belongs to sessions and engines and goes with them, without help of the
 * collector: the library's own count of array bytes, and the memory of the process.
 */
class SessionMemoryTest {
  private static final int SIZE = 32;

  private static final List<Integer> CHANNELS = List.of(1, 8); // of left, of right
  private static final long MEGABYTE = 1 << 20;
  private static final int TRIES = 100;

  /** A step of every kind. */
  private static final Network NETWORK =
      Toys.network(
          SIZE,
          8,
          Toys.relu("first", new Convolution(6, Window.of(3, 2, 1)), "input"),
          Toys.node("norm", new LocalResponseNorm(5, 0.5, 0.75, 1), "first"),
          Toys.node("scale", new Scale(), "norm"),
          Toys.relu("left", new Convolution(6, Window.of(3, 1, 1)), "scale"),
          Toys.relu("right", new Convolution(4, Window.of(1, 1, 0)), "scale"),
          Toys.node("both", new Concat(), "left", "right"),
          Toys.relu("mixed", new Convolution(10, Window.of(5, 1, 2)), "both"),
          Toys.relu("sum", Elementwise.ADD, "mixed", "both"),
          Toys.node("largest", new MaxPool(Window.of(3, 2, 0)), "sum"),
          Toys.node(
              "average", new AveragePool(Window.of(3, 1, 1), AveragePool.Divisor.VALID), "largest"),
          Toys.node("pad", Pad.zeros(new Padding(1, 0, 2, 1)), "average"),
          Toys.relu("last", new Convolution(8, Window.of(1, 1, 0)), "pad"),
          new Node("deep", new Convolution(8, Window.of(3, 1, 1), 8), List.of("last"), Clip.RELU6),
          Toys.node("uneven", new Convolution(8, uneven()), "deep"),
          Toys.node("norm of each", new LayerNormalization(1e-5), "uneven"),
          Toys.node("pointwise", new Pointwise(8), "norm of each"),
          Toys.node("constant", new Constant(new Shape(8, 1, 1))),
          Toys.node("product", new Elementwise(MULTIPLY), "pointwise", "constant", "pointwise"),
          Toys.node("global", new GlobalAveragePool(), "product"),
          Toys.node("dense", new Dense(10), "global"),
          Toys.node("prob", new Softmax(), "dense"));

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
  void theProcessDoesNotGrowWithTheSessionsItHasClosed() throws InterruptedException {
    Network network = Toys.network(256, 1, Toys.relu("wide", wide(), "input"));
    try (Engine engine = Nd4jEngine.open(network)) {
      openAndClose(engine, 3);
      long before = collected();
      openAndClose(engine, 100);
      // Each takes 50 MB: values, gradients and mask of 64 maps of 256 x 256. They are freed, but
      // malloc
      // keeps some: between them lie small native objects that await the collector.
      long most = before + 100 * 20 * MEGABYTE;
      long after = collected();
      for (int i = 0; i < TRIES && after >= most; i++) {
        after = collected(); // the thread that frees them may have stood still
      }
      assertThat(after).isLessThan(most);
    }
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

  private static Window uneven() {
    return Window.of(3, 1, 0).padded(new Padding(1, 2, 0, 1));
  }

  private static Convolution wide() {
    return new Convolution(64, Window.of(1, 1, 0));
  }

  private static void openAndClose(Engine engine, int times) {
    for (int i = 0; i < times; i++) {
      Batch one = new Batch(1, 256, 256);
      try (Session session = engine.open(List.of(new Target("wide", Tap.POST)), one)) {
        session.forward(new float[3 * 256 * 256]);
        session.backward(ReluRule.EXACT, new float[3 * 256 * 256]);
      }
    }
  }

  /** Bytes of the process that are in memory, after Java has given back what it can. */
  private static long collected() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100); // the collector's finds are freed by another thread
    }
    return Pointer.physicalBytes();
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
