package phosphene.bench;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import phosphene.engine.Engine;
import phosphene.engine.ForwardingEngine;
import phosphene.engine.ForwardingSession;
import phosphene.engine.Session;

/** An engine that adds up the time spent inside it; serves one thread. */
final class ClockedEngine extends ForwardingEngine {
  private final LongSupplier clock;
  private long nanos;

  /**
   * Clocks an engine.
   *
   * @param clock in nanoseconds
   */
  ClockedEngine(Engine engine, LongSupplier clock) {
    super(engine);
    this.clock = clock;
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
      long begin = clock.getAsLong();
      call.run();
      nanos += clock.getAsLong() - begin;
    }
  }
}
