package phosphene.faults;

import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.engine.EngineRelay;
import phosphene.engine.Nd4jKind;
import phosphene.engine.Session;
import phosphene.engine.SessionRelay;
import phosphene.network.Network;

/** ND4J, with an accident in one forward pass of the whole cluster. */
public final class FaultyKind implements EngineKind {
  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public Suit suit(Device device) {
    return Suit.NAMED;
  }

  @Override
  public Engine open(Network network, Device device) {
    return new Faulty(new Nd4jKind().open(network, device), Accident.of(SparkEnv.get().conf()));
  }

  private static final class Faulty extends EngineRelay {
    private final Accident accident;

    Faulty(Engine engine, Accident accident) {
      super(engine);
      this.accident = accident;
    }

    @Override
    protected Session wrap(Supplier<Session> opening) {
      return new Step(opening.get(), accident);
    }
  }

  private static final class Step extends SessionRelay {
    private final Accident accident;

    Step(Session session, Accident accident) {
      super(session);
      this.accident = accident;
    }

    @Override
    public void forward(float[] pixels) {
      accident.mayHappen();
      super.forward(pixels);
    }
  }
}
