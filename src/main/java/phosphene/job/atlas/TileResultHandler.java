package phosphene.job.atlas;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.Summary;
import phosphene.gallery.index.TileRow;
import phosphene.job.run.JobRun;
import phosphene.job.run.ResultHandler;
import phosphene.plan.Plan;
import phosphene.plan.Task;
import phosphene.plan.Tile;

/**
 * Tiles of an atlas.
 *
 * @param maxima what photos say of the units
 */
record TileResultHandler(Plan plan, Provenance provenance, DatasetMaxima maxima)
    implements ResultHandler<Task, Receipt, TileRow> {

  @Override
  public Optional<TileRow> row(Receipt receipt, JobRun run) {
    Receipt.Course course = receipt.course();
    run.ended(
        receipt.outcome(),
        new Summary.Slow(
            receipt.tile().unit().toString(), course.seconds(), course.maker().device()));
    TileRow row = TileRow.of(receipt, provenance, Clock.systemUTC().instant());
    return Optional.of(row.withDatasetMax(maxima.of(receipt.tile().unit()).orElse(null)));
  }

  @Override
  public Optional<Reason> failure(Receipt receipt) {
    return ResultHandler.failure(receipt.outcome());
  }

  @Override
  public Optional<Task> retry(Receipt receipt) {
    Tile tile = receipt.tile();
    String layer = tile.unit().layer();
    return failure(receipt)
        .filter(Reason::passing)
        .map(reason -> new Task(layer, List.of(tile), plan.cost(layer).flop()));
  }
}
