package phosphene.job.atlas;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import phosphene.cluster.Dispatch;
import phosphene.cluster.Storage;
import phosphene.gallery.Receipt;
import phosphene.gallery.index.TileRow;
import phosphene.job.run.ImageRecheck;
import phosphene.job.run.NullStore;
import phosphene.job.run.RecheckedImage;
import phosphene.job.run.RecheckedImage.Made;
import phosphene.job.run.SampleCheck;
import phosphene.plan.Task;
import phosphene.plan.Tile;
import phosphene.plan.TileGroup;
import phosphene.plan.TileKey;
import phosphene.plan.Unit;

/** Renders tiles of rows again, and keeps none of them. */
record TileRecheck(TileWorker worker)
    implements Dispatch.Work<TileRecheck.Batch, List<RecheckedImage>> {
  private static final int TILES = 4;

  /**
   * Tiles of one group.
   *
   * @param made by their keys
   */
  record Batch(Task task, Map<String, Made> made) implements Serializable {
    Batch {
      made = Map.copyOf(made);
    }

    static Batch of(TileGroup group, List<Row> rows) {
      List<Tile> tiles = new ArrayList<>();
      Map<String, Made> made = new HashMap<>();
      for (Row row : rows) {
        String key = row.getAs("key");
        Unit unit =
            new Unit(
                group.layer(), row.<Integer>getAs("layer_index"), row.<Integer>getAs("channel"));
        tiles.add(new Tile(group.rendering(), unit, new TileKey(key)));
        made.put(key, made(row));
      }
      return new Batch(new Task(group, tiles, 0), made);
    }

    private static Made made(Row row) {
      return new Made(
          row.getAs("path"),
          row.getAs("key"),
          row.getAs("sha256"),
          new Receipt.Maker(row.getAs("engine"), row.getAs("device")),
          row.getAs("version"));
    }
  }

  @Override
  public List<RecheckedImage> work(Batch batch) {
    NullStore unstored = new NullStore(Storage.open(worker.output()), batch.made().values());
    return worker.work(batch.task(), unstored).stream()
        .map(
            receipt -> {
              String key = receipt.tile().key().hex();
              Made made = java.util.Objects.requireNonNull(batch.made().get(key));
              return new RecheckedImage(
                  made, receipt.outcome(), receipt.course().maker(), unstored.similarity(made));
            })
        .toList();
  }

  /** Some tiles of an atlas. */
  record Sample(ObjectiveFiles files) implements ImageRecheck {
    @Override
    public void run(SampleCheck check) throws InterruptedException {
      Map<String, List<Row>> rows = // by version
          check.choose(TileRow.TABLE).stream()
              .filter(row -> check.renderings().containsKey(row.<String>getAs("rendering")))
              .collect(
                  Collectors.groupingBy(
                      row -> row.getAs("version"), TreeMap::new, Collectors.toList()));
      for (Map.Entry<String, List<Row>> some : rows.entrySet()) {
        check.run(new TileRecheck(worker(some.getKey(), check)), batches(some.getValue()));
      }
    }

    private static List<Batch> batches(List<Row> rows) {
      Map<TileGroup, List<Row>> groups =
          rows.stream()
              .collect(
                  Collectors.groupingBy(
                      row -> new TileGroup(row.getAs("rendering"), row.getAs("layer")),
                      LinkedHashMap::new,
                      Collectors.toList()));
      List<Batch> batches = new ArrayList<>();
      groups.forEach(
          (group, alike) -> {
            for (int from = 0; from < alike.size(); from += TILES) {
              int to = Math.min(alike.size(), from + TILES);
              batches.add(Batch.of(group, alike.subList(from, to)));
            }
          });
      return batches;
    }

    /** A worker that writes into its images the version that they were made by. */
    private TileWorker worker(String then, SampleCheck check) {
      return new TileWorker(
          check.source().shippedNetwork(),
          check.by(then),
          files.shipped(),
          check.store().uri(),
          TILES,
          check.workCounters());
    }
  }
}
