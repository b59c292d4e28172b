package phosphene.bench;

import java.util.List;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Site;
import phosphene.engine.Target;
import phosphene.network.Architecture;
import phosphene.network.Shape;

/** An engine that adds up the time spent inside it; serves one thread. */
final class ClockedEngine implements Engine {
  private final Engine engine;
  private long nanos;

  ClockedEngine(Engine engine) {
    this.engine = engine;
  }

  /** Nanoseconds inside sessions so far. */
  long nanos() {
    return nanos;
  }

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
    return new Clocked(engine.open(targets, batch));
  }

  @Override
  public Session focus(Target target, List<Integer> channels, int height, int width) {
    return new Clocked(engine.focus(target, channels, height, width));
  }

  @Override
  public void close() {
    engine.close();
  }

  private final class Clocked implements Session {
    private final Session session;

    Clocked(Session session) {
      this.session = session;
    }

    private void time(Runnable work) {
      long begin = System.nanoTime();
      work.run();
      nanos += System.nanoTime() - begin;
    }

    @Override
    public Shape shape(int target) {
      return session.shape(target);
    }

    @Override
    public void forward(float[] pixels) {
      time(() -> session.forward(pixels));
    }

    @Override
    public void read(Site site, float[] map) {
      time(() -> session.read(site, map));
    }

    @Override
    public void seed(Site site, float[] slope) {
      time(() -> session.seed(site, slope));
    }

    @Override
    public void read(int target, int image, float[] values) {
      time(() -> session.read(target, image, values));
    }

    @Override
    public void seed(int target, int image, float[] slopes) {
      time(() -> session.seed(target, image, slopes));
    }

    @Override
    public void backward(ReluRule rule, float[] gradient) {
      time(() -> session.backward(rule, gradient));
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
