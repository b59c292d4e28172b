package phosphene.job.atlas;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
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
 * @param renderings by their names
 * @param maxima what photos say of the units
 */
record TileResultHandler(Plan plan, SortedMap<String, Provenance> renderings, DatasetMaxima maxima)
    implements ResultHandler<Task, Receipt, TileRow> {

  @Override
  public Optional<TileRow> row(Receipt receipt, JobRun run) {
    Receipt.Course course = receipt.course();
    run.ended(
        receipt.outcome(),
        new Summary.Slow(receipt.tile().text(), course.seconds(), course.maker().device()));
    Tile tile = receipt.tile();
    Provenance provenance = Objects.requireNonNull(renderings.get(tile.rendering()));
    TileRow row = TileRow.of(receipt, provenance, Clock.systemUTC().instant());
    return Optional.of(row.withDatasetMax(maxima.of(tile.rendering(), tile.unit()).orElse(null)));
  }

  @Override
  public Optional<Reason> failure(Receipt receipt) {
    return ResultHandler.failure(receipt.outcome());
  }

  @Override
  public Optional<Task> retry(Receipt receipt) {
    Tile tile = receipt.tile();
    return failure(receipt)
        .filter(Reason::passing)
        .map(reason -> new Task(tile.group(), List.of(tile), plan.cost(tile.group()).flop()));
  }
}
