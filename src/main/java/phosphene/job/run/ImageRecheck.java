package phosphene.job.run;

/** How images of one kind of job are made again and compared. */
public interface ImageRecheck {
  /** Makes a sample again on executors and compares it. */
  void run(SampleCheck check) throws InterruptedException;
}
