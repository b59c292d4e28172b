package phosphene.job.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.cluster.AttemptLimit;
import phosphene.cluster.Dispatch;
import phosphene.cluster.ExecutorHealth;
import phosphene.cluster.ImageTaskFunction;
import phosphene.cluster.JobStage;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.index.RowMaker;

/**
 * The rounds in which a run makes its images: first all tasks, then a task for each image that
 * failed and may succeed in another try.
 *
 * @param worker what executors do with a task
 * @param index takes a row for each image
 * @param executorHealth counts how tasks end
 */
record RenderRounds<T, L, R>(
    JobRun run,
    ImageTaskFunction<T, L> worker,
    ResultHandler<T, L, R> handler,
    IndexWriter<R> index,
    ExecutorHealth executorHealth) {
  private static final int ROUNDS = 3;
  // How often a task is started, if executors are lost or it stands still: a task of many images,
  // and a task of one image that has failed.
  private static final int STARTS = 8;
  private static final int RETRY_STARTS = 3;
  // If more images fail, another try does not help: the store takes nothing, say.
  private static final int MOST_RETRIES = 1000;

  /**
   * Runs all rounds.
   *
   * @param network by its name, for Spark's pages
   */
  void render(List<JobStage<T>> stages, String network) throws InterruptedException {
    List<T> retries = round(stages, STARTS, MOST_RETRIES);
    for (int round = 2; round <= ROUNDS && !retries.isEmpty(); round++) {
      String description = network + " " + retries.size() + " again";
      int most = round < ROUNDS ? MOST_RETRIES : 0;
      retries = round(run.stages(description, retries), RETRY_STARTS, most);
    }
    run.monitor().showTotal();
  }

  /**
   * Runs all stages once.
   *
   * @param starts how often a task is started at most
   * @return tasks for at most {@code most} of the images that failed
   */
  private List<T> round(List<JobStage<T>> stages, int starts, int most)
      throws InterruptedException {
    List<T> retries = new ArrayList<>();
    Dispatch.Idle idle =
        () -> {
          Duration wait = index.tick();
          run.monitor().checkStalls();
          run.monitor().showProgress();
          return wait;
        };
    run.dispatch(
        stages,
        new AttemptLimit<>(worker, starts),
        answer -> {
          executorHealth.add(answer, handler::failure);
          for (L line : answer.lines()) {
            Optional<T> retry = retries.size() < most ? handler.retry(line) : Optional.empty();
            retry.ifPresentOrElse(retries::add, () -> enter(handler.row(line, run)));
          }
        },
        idle);
    return retries;
  }

  private void enter(Optional<R> row) {
    row.ifPresent(some -> index.add(RowMaker.ordered(run.rows().next(), some)));
  }
}
