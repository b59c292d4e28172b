package phosphene.cli;

import java.io.PrintWriter;

/** Shows nothing, and says what must be said. */
record NoProgress(PrintWriter err) implements Progress {
  @Override
  public void show(double share, String done) {}

  @Override
  public void say(String line) {
    err.println(line);
    err.flush();
  }

  @Override
  public void close() {}
}
