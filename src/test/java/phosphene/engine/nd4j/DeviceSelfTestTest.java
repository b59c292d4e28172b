package phosphene.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.engine.Engine;
import phosphene.engine.ForwardingEngine;
import phosphene.engine.ForwardingSession;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.TargetChannel;

/** The check of a device before it is used. */
class DeviceSelfTestTest {
  private final DeviceSelfTest selfTest = new DeviceSelfTest();

  @Test
  void aDeviceThatComputesWhatItShouldPasses() {
    try (Engine engine = Nd4jEngine.open(selfTest.network())) {
      assertThat(selfTest.complaint(engine)).isEmpty();
    }
  }

  enum Fault {
    ACTIVATIONS,
    GRADIENT,
    STALE
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aDeviceThatDoesNotIsTold(Fault fault) {
    try (Engine engine = new Faulty(Nd4jEngine.open(selfTest.network()), fault)) {
      assertThat(selfTest.complaint(engine))
          .hasValueSatisfying(
              text -> assertThat(text).startsWith("a convolution of known result is off by "));
    }
  }

  /** Spoils what an engine gives, as copies that were not waited for would. */
  private static final class Faulty extends ForwardingEngine {
    private final Fault fault;

    Faulty(Engine engine, Fault fault) {
      super(engine);
      this.fault = fault;
    }

    @Override
    protected Session wrap(Supplier<Session> opening) {
      return new Spoilt(opening.get(), fault);
    }
  }

  private static final class Spoilt extends ForwardingSession {
    private final Fault fault;

    Spoilt(Session session, Fault fault) {
      super(session);
      this.fault = fault;
    }

    @Override
    public void read(TargetChannel channel, float[] map) {
      if (fault != Fault.STALE) {
        super.read(channel, map);
      }
      if (fault == Fault.ACTIVATIONS) {
        map[7] += 0.1f;
      }
    }

    @Override
    public void backward(ReluRule rule, float[] gradient) {
      super.backward(rule, gradient);
      if (fault == Fault.GRADIENT) {
        gradient[20] = Float.NaN;
      }
    }
  }
}
