package phosphene.cli;

/** How the process ends. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int MISTAKE = 2;

  /** As shells say of Ctrl-C: 128 and the signal's number. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
