package phosphene.cli;

import java.io.PrintWriter;
import java.util.Optional;
import phosphene.cluster.Cluster;

/** What the commands do for one kind of job. */
interface Errand {
  /**
   * Renders what the gallery does not hold yet.
   *
   * @return an exit code
   */
  int render(SparkSeat seat, int batch, Output output) throws InterruptedException;

  /**
   * Says what the job would do, and renders nothing.
   *
   * @return an exit code
   */
  int plan(SparkSeat seat, Timing timing, PrintWriter out);

  /** Whether a plan times this machine. */
  enum Timing {
    MEASURED,
    LEFT_OUT;

    /** A measurement, if it is asked for. */
    <T> Optional<T> of(T measurement) {
      return this == MEASURED ? Optional.of(measurement) : Optional.empty();
    }
  }

  /** What is done with Spark. */
  interface Work {
    int work(Cluster cluster) throws InterruptedException;
  }
}
