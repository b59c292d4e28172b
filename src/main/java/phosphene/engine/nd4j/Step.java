package phosphene.engine.nd4j;

/** One node's work on the buffers of a session, in both directions. */
interface Step extends AutoCloseable {
  /** Fills the node's output from its inputs. */
  void forward();

  /** Fills the inputs' gradients (overwriting them) from the output's gradient. */
  void backward();

  @Override
  void close();
}
