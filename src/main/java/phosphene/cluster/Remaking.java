package phosphene.cluster;

/** How pictures of one kind are made again. */
interface Remaking {
  /** Makes a sample again on executors and compares it. */
  void run(Trial trial) throws InterruptedException;
}
