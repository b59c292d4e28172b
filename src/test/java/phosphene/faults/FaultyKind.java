package phosphene.faults;

import java.util.List;
import org.apache.spark.SparkEnv;
import phosphene.engine.Batch;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.engine.Nd4jKind;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Site;
import phosphene.engine.Target;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.Shape;

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

  private record Step(Session session, Accident accident) implements Session {
    @Override
    public Shape shape(int target) {
      return session.shape(target);
    }

    @Override
    public void forward(float[] pixels) {
      accident.mayHappen();
      session.forward(pixels);
    }

    @Override
    public void read(Site site, float[] map) {
      session.read(site, map);
    }

    @Override
    public void seed(Site site, float[] slope) {
      session.seed(site, slope);
    }

    @Override
    public void read(int target, int image, float[] values) {
      session.read(target, image, values);
    }

    @Override
    public void seed(int target, int image, float[] slopes) {
      session.seed(target, image, slopes);
    }

    @Override
    public void backward(ReluRule rule, float[] gradient) {
      session.backward(rule, gradient);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
