package phosphene.job.run;

import phosphene.gallery.Outcome;

/** Follows a job from the driver; called by one thread. */
public interface JobListener {
  /** Before the first task. */
  void begin(long images, double flop);

  /** From time to time: operations done so far, by all executors. */
  void worked(double flop);

  /** A receipt came in, and its row is on its way to the index. */
  void received(Outcome outcome);

  /** An image that seemed to be missing was found to be there. */
  default void unchanged() {}

  /** After the last task of those. */
  void end();

  /**
   * A tour or a flight was filmed, or not.
   *
   * @param problem what went wrong, empty if nothing did
   */
  default void filmed(String problem) {}

  /** A contact sheet could not be made, and why. */
  default void sheetFailed(String problem) {}
}
