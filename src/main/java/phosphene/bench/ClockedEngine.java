package phosphene.bench;

import java.util.function.Supplier;
import phosphene.engine.Engine;
import phosphene.engine.ForwardingEngine;
import phosphene.engine.ForwardingSession;
import phosphene.engine.Session;

/** An engine that adds up the time spent inside it; serves one thread. */
final class ClockedEngine extends ForwardingEngine {
  private long nanos;

  ClockedEngine(Engine engine) {
    super(engine);
  }

  /** Nanoseconds inside sessions so far. */
  long nanos() {
    return nanos;
  }

  @Override
  protected Session wrap(Supplier<Session> opening) {
    return new Clocked(opening.get());
  }

  private final class Clocked extends ForwardingSession {
    Clocked(Session session) {
      super(session);
    }

    @Override
    protected void pass(Runnable call) {
      long begin = System.nanoTime();
      call.run();
      nanos += System.nanoTime() - begin;
    }
  }
}
