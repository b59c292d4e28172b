package phosphene.cli;

import java.io.PrintWriter;
import java.util.Optional;
import phosphene.cluster.Cluster;
import phosphene.cluster.Interruption;

/**
 * Runs the part of a command that needs Spark.
 *
 * @param name of the application
 * @param master empty: what spark-submit says, else all cores of this machine
 */
record SparkCommand(String name, Optional<String> master, PrintWriter err) {

  /** What is done with Spark. */
  interface Work {
    int work(Cluster cluster) throws InterruptedException;
  }

  /** Says something to the user. */
  void log(String line) {
    err.println(line);
    err.flush();
  }

  /** Starts Spark, works, and stops it; an interruption is reported and has its own exit code. */
  int run(Work work) {
    try (Interruption interruption = Interruption.ofThisThread()) {
      try (Cluster cluster = Cluster.open(name, master)) {
        interruption.check(); // Spark's start may have swallowed it
        return work.work(cluster);
      } catch (InterruptedException | RuntimeException | LinkageError e) {
        return interrupted(e, interruption);
      }
    }
  }

  /** Says so while the process still lives; an error of another kind stays one. */
  private int interrupted(Throwable problem, Interruption interruption) {
    if (!interruption.requested()) {
      if (problem instanceof RuntimeException error) {
        throw error;
      }
      if (problem instanceof LinkageError error) { // what starting Spark throws when interrupted
        throw error;
      }
    }
    err.println("Interrupted; run the same command again to go on.");
    err.flush();
    return ExitCode.INTERRUPTED;
  }
}
