package phosphene.faults;

import java.util.List;
import org.apache.spark.SparkEnv;
import phosphene.engine.Batch;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.engine.Nd4jKind;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.rig.Relay;

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

  private record Faulty(Engine engine, Accident accident) implements Engine {
    @Override
    public String name() {
      return engine.name();
    }

    @Override
    public String device() {
      return engine.device();
    }

    @Override
    public Architecture architecture() {
      return engine.architecture();
    }

    @Override
    public Session open(List<Target> targets, Batch batch) {
      return new Step(engine.open(targets, batch), accident);
    }

    @Override
    public Session focus(Target target, List<Integer> channels, int height, int width) {
      return new Step(engine.focus(target, channels, height, width), accident);
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private static final class Step extends Relay {
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
