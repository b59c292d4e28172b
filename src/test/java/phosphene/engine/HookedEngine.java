package phosphene.engine;

import java.util.function.Supplier;

/** An engine around whose forward passes something else happens. */
public final class HookedEngine extends ForwardingEngine {
  private final Hook hook;

  /** What happens instead of a pass; the pass is part of it. */
  @FunctionalInterface
  public interface Hook {
    /**
     * Runs a pass.
     *
     * @param values of all its images
     */
    void around(int values, Runnable pass);
  }

  /** Hooks into an engine. */
  public HookedEngine(Engine engine, Hook hook) {
    super(engine);
    this.hook = hook;
  }

  @Override
  protected Session wrap(Supplier<Session> opening) {
    return new Hooked(opening.get(), hook);
  }

  private static final class Hooked extends ForwardingSession {
    private final Hook hook;

    Hooked(Session session, Hook hook) {
      super(session);
      this.hook = hook;
    }

    @Override
    public void forward(float[] pixels) {
      hook.around(pixels.length, () -> super.forward(pixels));
    }
  }
}
