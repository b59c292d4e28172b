package phosphene.cluster;

import phosphene.gallery.Receipt;

/** Follows a job from the driver; called by one thread. */
public interface Watch {
  /** Before the first task. */
  void begin(int tiles, double flop);

  /** From time to time: operations done so far, by all executors. */
  void worked(double flop);

  /** A receipt came in, and its row is on its way to the index. */
  void received(Receipt receipt);

  /** After the last task. */
  void end();
}
