package phosphene.engine;

import java.util.List;
import java.util.function.Supplier;
import phosphene.network.Architecture;

/** An engine that forwards every call to another one and lets a subclass wrap its sessions. */
public abstract class ForwardingEngine implements Engine {
  private final Engine engine;

  protected ForwardingEngine(Engine engine) {
    this.engine = engine;
  }

  /**
   * Wraps a session.
   *
   * @param opening opens the other engine's session
   */
  protected abstract Session wrap(Supplier<Session> opening);

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
    return wrap(() -> engine.open(targets, batch));
  }

  @Override
  public Session focus(Target target, List<Integer> channels, int height, int width) {
    return wrap(() -> engine.focus(target, channels, height, width));
  }

  @Override
  public int fastestBatch(List<String> layers, int canvas) {
    return engine.fastestBatch(layers, canvas);
  }

  @Override
  public void close() {
    engine.close();
  }
}
