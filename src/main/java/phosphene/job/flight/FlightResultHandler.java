package phosphene.job.flight;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import phosphene.gallery.FrameReceipt;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Provenance;
import phosphene.gallery.Summary;
import phosphene.gallery.index.FrameRow;
import phosphene.job.run.JobRun;
import phosphene.job.run.ResultHandler;

/**
 * Frames of flights.
 *
 * @param tasks of all flights, by their names
 */
record FlightResultHandler(Map<String, FlightTask> tasks, Provenance provenance)
    implements ResultHandler<FlightTask, FrameReceipt, FrameRow> {

  @Override
  public Optional<FrameRow> row(FrameReceipt receipt, JobRun run) {
    run.ended(
        receipt.outcome(),
        new Summary.Slow(
            receipt.flight() + " frame " + receipt.frame(),
            receipt.seconds(),
            receipt.maker().device()));
    return Optional.of(FrameRow.of(receipt, provenance, Clock.systemUTC().instant()));
  }

  @Override
  public Optional<Reason> failure(FrameReceipt receipt) {
    return ResultHandler.failure(receipt.outcome());
  }

  /** The whole flight, which goes on from its checkpoint. */
  @Override
  public Optional<FlightTask> retry(FrameReceipt receipt) {
    return failure(receipt)
        .filter(Reason::passing)
        .flatMap(reason -> Optional.ofNullable(tasks.get(receipt.flight())));
  }
}
