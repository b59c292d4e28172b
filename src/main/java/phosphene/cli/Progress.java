package phosphene.cli;

/** How far work is, as it is shown while the work goes on; serves one thread. */
interface Progress extends AutoCloseable {
  /**
   * Work went on.
   *
   * @param share of the whole, 0 to 1, never less than the last time
   * @param done what that is, such as {@code 12 of 96 tiles}
   */
  void show(double share, String done);

  /** Says something on a line of its own. */
  void say(String line);

  /** The work ended, or was broken off. */
  @Override
  void close();
}
