package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Window;
import phosphene.spec.Tap;

/** An engine that breaks the law of company in one last bit is caught. */
class CompanyLawTest {
  private static final Network NETWORK =
      Toys.network(6, 1, Toys.relu("conv", new Convolution(2, Window.of(3, 1, 1)), "input"));
  private static final List<Target> TARGETS = List.of(new Target("conv", Tap.PRE));

  private enum Dependence {
    NUMBER,
    PLACE,
    NEIGHBOUR,
    SESSION,
    THREAD,
    HISTORY
  }

  @Test
  void anEngineThatKeepsItPasses() {
    try (Engine engine = TestEngines.open(NETWORK)) {
      assertThatCode(() -> new CompanyLaw(engine, TARGETS).check()).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource(Dependence.class)
  void anEngineThatBreaksItIsCaught(Dependence on) {
    try (Engine engine = new Gossip(TestEngines.open(NETWORK), on)) {
      assertThatThrownBy(() -> new CompanyLaw(engine, TARGETS).check())
          .isInstanceOf(AssertionError.class);
    }
  }

  /** An engine of which a value's last bit depends on something else than the image. */
  private static final class Gossip extends ForwardingEngine {
    private final Dependence on;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Integer> sizes = new HashSet<>();

    Gossip(Engine engine, Dependence on) {
      super(engine);
      this.on = on;
    }

    @Override
    protected Session wrap(Supplier<Session> opening) {
      open.incrementAndGet();
      return new Talk(opening.get());
    }

    private final class Talk extends ForwardingSession {
      private float[] seen = new float[0];
      private int steps;

      Talk(Session session) {
        super(session);
      }

      @Override
      public void forward(float[] pixels) {
        super.forward(pixels);
        seen = pixels;
        steps++;
        synchronized (sizes) {
          sizes.add(shape(0).area());
        }
      }

      @Override
      public void read(int target, int image, float[] values) {
        super.read(target, image, values);
        if (spoils(image)) {
          values[3] = Math.nextUp(values[3]);
        }
      }

      private boolean spoils(int image) {
        return switch (on) {
          case NUMBER -> seen.length == 5 * 3 * 6 * 6;
          case PLACE -> image == 6;
          case NEIGHBOUR -> seen[0] > 1;
          case SESSION -> steps > 1;
          case THREAD -> open.get() > 1;
          case HISTORY -> sizes.size() > 1;
        };
      }

      @Override
      public void close() {
        super.close();
        open.decrementAndGet();
      }
    }
  }
}
