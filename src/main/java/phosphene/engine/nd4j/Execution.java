package phosphene.engine.nd4j;

import phosphene.engine.ReluRule;

/** A part of a session's work, in both directions. */
interface Execution extends AutoCloseable {
  void forward();

  /** Passes the gradients on, with those that were added here, and forgets the latter. */
  void backward(ReluRule rule);

  @Override
  void close();
}
