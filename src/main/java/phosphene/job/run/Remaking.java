package phosphene.job.run;

/** How pictures of one kind are made again. */
public interface Remaking {
  /** Makes a sample again on executors and compares it. */
  void run(Trial trial) throws InterruptedException;
}
