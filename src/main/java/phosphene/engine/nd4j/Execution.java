package phosphene.engine.nd4j;

import phosphene.engine.ReluRule;

/** A part of a session's work, in both directions. */
interface Execution extends AutoCloseable {
  void forward();

  /** Passes the slopes on, with what was seeded here; forgets the seeds. */
  void backward(ReluRule rule);

  @Override
  void close();
}
