package phosphene.job.run;

import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Dispatch;

/**
 * What a run makes of its pictures when they are all there: sheets and films. A failure is told and
 * counted, and does not end the job.
 */
public record DerivedOutputs(JobRun run) {
  private static final Logger LOG = LoggerFactory.getLogger(DerivedOutputs.class);

  /** Looks what is owed, and makes it. */
  public interface Making {
    void of(DerivedOutputs outputs) throws InterruptedException;
  }

  /** Makes sheets. */
  public void sheets(String what, Making making) throws InterruptedException {
    make(what, making, run::sheetFailed);
  }

  /** Makes films. */
  public void films(String what, Making making) throws InterruptedException {
    make(what, making, run::filmed);
  }

  private void make(String what, Making making, Consumer<String> problem)
      throws InterruptedException {
    try {
      making.of(this);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // Scala's checked exceptions are not declared
      LOG.error("Cannot finish {}", what, e);
      problem.accept("Cannot finish " + what + ": " + e.getMessage());
    }
  }

  /** Draws sheets, as one job; {@code use} hears of the object of each that was drawn. */
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
