package phosphene.job.run;

import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Dispatch;

/**
 * What a run makes of its images when they are all there: contact sheets and films. A failure is
 * reported and counted, and does not end the job.
 */
public record DerivedOutputs(JobRun run) {
  private static final Logger LOG = LoggerFactory.getLogger(DerivedOutputs.class);

  /** Finds what is missing, and makes it. */
  public interface Maker {
    void of(DerivedOutputs outputs) throws InterruptedException;
  }

  /** Makes sheets. */
  public void sheets(String what, Maker maker) throws InterruptedException {
    make(what, maker, run::sheetFailed);
  }

  /** Makes films. */
  public void films(String what, Maker maker) throws InterruptedException {
    make(what, maker, run::filmed);
  }

  private void make(String what, Maker maker, Consumer<String> problem)
      throws InterruptedException {
    try {
      maker.of(this);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // Scala's checked exceptions are not declared
      LOG.error("Cannot finish {}", what, e);
      problem.accept("Cannot finish " + what + ": " + e.getMessage());
    }
  }

  /** Draws sheets, as one job; {@code use} takes the object of each that was drawn. */
  public <T> void draw(
      String description, JavaRDD<T> tasks, SheetFunction<T> worker, Consumer<String> use)
      throws InterruptedException {
    run.run(
        description,
        tasks,
        worker,
        end -> {
          if (end.failed()) {
            run.sheetFailed(end.problem());
          } else {
            use.accept(end.object());
          }
        });
  }

  /** Makes films, as one job, by a worker that says what went wrong, or nothing. */
  public <T> void film(String description, JavaRDD<T> tasks, Dispatch.Work<T, String> worker)
      throws InterruptedException {
    run.run(description, tasks, worker, run::filmed);
  }
}
