package phosphene.job.dream;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import phosphene.gallery.DreamReceipt;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Provenance;
import phosphene.gallery.Summary;
import phosphene.gallery.index.DreamRow;
import phosphene.job.run.JobRun;
import phosphene.job.run.ResultHandler;

/**
 * Dreams of photos.
 *
 * @param pixelLimit of a photo
 */
record DreamResultHandler(Provenance provenance, long pixelLimit)
    implements ResultHandler<DreamTask, DreamWorker.Line, DreamRow> {

  @Override
  public Optional<DreamRow> row(DreamWorker.Line line, JobRun run) {
    Instant now = Clock.systemUTC().instant();
    if (line instanceof DreamWorker.Line.Fresh fresh) {
      DreamReceipt receipt = fresh.receipt();
      run.ended(
          receipt.outcome(),
          new Summary.Slow(
              receipt.photo().path() + " " + receipt.mix(),
              receipt.seconds(),
              receipt.maker().device()));
      return Optional.of(DreamRow.of(receipt, provenance, pixelLimit, now));
    } else if (line instanceof DreamWorker.Line.Touched touched) {
      run.unchanged();
      return Optional.of(touched.row().touched(touched.photo().modified(), now));
    } else {
      throw new AssertionError(line);
    }
  }

  @Override
  public Optional<Reason> failure(DreamWorker.Line line) {
    return line instanceof DreamWorker.Line.Fresh fresh
        ? ResultHandler.failure(fresh.receipt().outcome())
        : Optional.empty();
  }

  @Override
  public Optional<DreamTask> retry(DreamWorker.Line line) {
    return line instanceof DreamWorker.Line.Fresh fresh
            && failure(line).filter(Reason::passing).isPresent()
        ? Optional.of(
            new DreamTask(
                fresh.receipt().photo(), List.of(new DreamTask.Asked(fresh.receipt().mix(), null))))
        : Optional.empty();
  }

  @Override
  public void ended() {
    GuideCache.clear();
  }
}
