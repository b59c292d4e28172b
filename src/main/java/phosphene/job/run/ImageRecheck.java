package phosphene.job.run;

/** How pictures of one kind are made again. */
public interface ImageRecheck {
  /** Makes a sample again on executors and compares it. */
  void run(SampleCheck trial) throws InterruptedException;
}
