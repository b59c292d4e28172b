package phosphene.job.scan;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.RowOrder;
import phosphene.gallery.ScanReceipt;
import phosphene.gallery.Summary;
import phosphene.gallery.index.ScanRow;
import phosphene.job.run.JobRun;
import phosphene.job.run.ResultHandler;

/**
 * Scans of photos; their rows are entered by their tasks.
 *
 * @param order counts how often the job asked
 */
record ScanResultHandler(RowOrder.Counter order)
    implements ResultHandler<ScanTask, ScanReceipt, ScanRow> {

  @Override
  public Optional<ScanRow> row(ScanReceipt receipt, JobRun run) {
    if (receipt.freshness() == ScanReceipt.Freshness.SAME
        && receipt.outcome() instanceof Outcome.Rendered) {
      run.unchanged();
    } else {
      run.ended(
          receipt.outcome(),
          new Summary.Slow(receipt.photo().path(), receipt.seconds(), receipt.maker().device()));
    }
    return Optional.empty();
  }

  @Override
  public Optional<Reason> failure(ScanReceipt receipt) {
    return ResultHandler.failure(receipt.outcome());
  }

  @Override
  public Optional<ScanTask> retry(ScanReceipt receipt) {
    return failure(receipt)
        .filter(Reason::passing)
        .map(
            reason ->
                new ScanTask(
                    List.of(new ScanTask.Asked(receipt.photo(), "")),
                    Clock.systemUTC().instant(),
                    order.next()));
  }
}
