package phosphene.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import phosphene.cluster.Remade.Made;
import phosphene.gallery.DreamRow;
import phosphene.gallery.Findings;
import phosphene.gallery.IndexTable;
import phosphene.gallery.Manifest;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.TileRow;
import phosphene.plan.Task;
import phosphene.plan.Tile;
import phosphene.plan.TileKey;
import phosphene.plan.Unit;
import phosphene.spec.AtlasJob;
import phosphene.spec.DreamJob;
import phosphene.spec.Job;
import phosphene.spec.ScanJob;
import phosphene.spec.SpecException;

/** Renders some pictures of a gallery again and compares the bytes; nothing is written. */
final class Rerender {
  private static final int TILES = 4;

  private final VerificationScope.Sample sample;
  private final Provenance provenance;
  private final NetworkSource source;
  private final Want want;
  private final String version;

  private Rerender(
      VerificationScope.Sample sample,
      Provenance provenance,
      NetworkSource source,
      Want want,
      String version) {
    this.sample = sample;
    this.provenance = provenance;
    this.source = source;
    this.want = want;
    this.version = version;
  }

  /** What the gallery is of. */
  private sealed interface Want {
    record Tiles() implements Want {}

    record Dreams(DreamOrder order) implements Want {}
  }

  /**
   * Looks up what a job names.
   *
   * @throws phosphene.spec.SpecException if there are no photos where the job or a setting says
   */
  static Rerender of(
      Manifest manifest,
      Job job,
      NetworkSource source,
      VerificationScope.Sample sample,
      Configuration storage,
      String version) {
    return new Rerender(
        sample, manifest.provenance(), source, want(job, source, storage, version), version);
  }

  private static Want want(Job job, NetworkSource source, Configuration storage, String version) {
    if (job instanceof AtlasJob) {
      return new Want.Tiles();
    }
    if (job instanceof DreamJob dreams) {
      return new Want.Dreams(DreamOrder.of(dreams, source, storage, version));
    }
    if (job instanceof ScanJob) {
      throw new SpecException(
          "Cannot render scans again: verify compares tiles and dreams only (leave out --rerender)");
    }
    throw new AssertionError(job);
  }

  /** Renders the sample and compares. */
  void run(Cluster cluster, ObjectStore store, Books books, Findings findings)
      throws InterruptedException {
    JavaSparkContext spark = cluster.context();
    source.file().ifPresent(file -> spark.addFile(file.toUri().toString()));
    Comparison comparison = new Comparison(version, findings);
    if (want instanceof Want.Tiles) {
      tiles(books, store, spark, comparison);
    } else if (want instanceof Want.Dreams dreams) {
      dreams(books, store, spark, dreams.order(), comparison);
    } else {
      throw new AssertionError(want);
    }
    EngineRoom.clear();
    comparison.end();
  }

  private List<Row> sample(Books books, IndexTable<?> table) {
    return books
        .table(table)
        .map(
            rows ->
                rows.where(col("status").notEqual(TileRow.FAILED))
                    .orderBy(sha2(concat(lit(sample.seed() + " "), col("key")), 256))
                    .limit(sample.count())
                    .collectAsList())
        .orElse(List.of());
  }

  private void tiles(Books books, ObjectStore store, JavaSparkContext spark, Comparison comparison)
      throws InterruptedException {
    Map<String, Map<String, List<Row>>> rows = // by version and layer
        sample(books, IndexTable.TILES).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.getAs("version"),
                    TreeMap::new,
                    Collectors.groupingBy(
                        row -> row.getAs("layer"), TreeMap::new, Collectors.toList())));
    for (Map.Entry<String, Map<String, List<Row>>> some : rows.entrySet()) {
      Map<String, Made> made = new TreeMap<>();
      List<Task> tasks = new ArrayList<>();
      some.getValue().forEach((layer, all) -> tasks.addAll(tasks(layer, all, made)));
      new Dispatch<>(spark, new Repaint(worker(some.getKey(), store, spark)))
          .run(
              Dispatch.lot(spark, "sample of " + store.uri(), tasks),
              receipts ->
                  receipts.forEach(
                      receipt ->
                          comparison.add(
                              new Remade(
                                  made(made, receipt),
                                  receipt.outcome(),
                                  receipt.course().maker()))),
              () -> {});
    }
  }

  private static Made made(Map<String, Made> made, Receipt receipt) {
    return java.util.Objects.requireNonNull(made.get(receipt.tile().key().hex()));
  }

  private static List<Task> tasks(String layer, List<Row> rows, Map<String, Made> made) {
    List<Tile> tiles = new ArrayList<>();
    for (Row row : rows) {
      String key = row.getAs("key");
      Unit unit = new Unit(layer, row.<Integer>getAs("layer_index"), row.<Integer>getAs("channel"));
      tiles.add(new Tile(unit, new TileKey(key)));
      made.put(key, made(row));
    }
    List<Task> tasks = new ArrayList<>();
    for (int from = 0; from < tiles.size(); from += TILES) {
      tasks.add(new Task(layer, tiles.subList(from, Math.min(tiles.size(), from + TILES)), 0));
    }
    return tasks;
  }

  private static Made made(Row row) {
    return new Made(
        row.getAs("path"),
        row.getAs("key"),
        row.getAs("sha256"),
        new Receipt.Maker(row.getAs("engine"), row.getAs("device")),
        row.getAs("version"));
  }

  /** A worker that writes into its pictures the version that they were made by. */
  private TileWorker worker(String then, ObjectStore store, JavaSparkContext spark) {
    return new TileWorker(source.ticket(), by(then), store.uri(), TILES, WorkCount.in(spark.sc()));
  }

  private Provenance by(String then) {
    return new Provenance(
        provenance.network(), provenance.objective(), provenance.recipe(), provenance.seed(), then);
  }

  private void dreams(
      Books books,
      ObjectStore store,
      JavaSparkContext spark,
      DreamOrder order,
      Comparison comparison)
      throws InterruptedException {
    Map<String, Map<String, List<DreamRow>>> rows = // by version and photo
        sample(books, IndexTable.DREAMS).stream()
            .map(row -> RowForm.read(row, DreamRow.class))
            .collect(
                Collectors.groupingBy(
                    DreamRow::version,
                    TreeMap::new,
                    Collectors.groupingBy(DreamRow::photo, TreeMap::new, Collectors.toList())));
    for (Map.Entry<String, Map<String, List<DreamRow>>> some : rows.entrySet()) {
      DreamOrder then =
          new DreamOrder(
              order.ticket(),
              order.job(),
              order.place(),
              order.guide(),
              order.identity(),
              by(some.getKey()),
              store.uri());
      List<Redream.Sitting> tasks =
          some.getValue().values().stream().map(Redream.Sitting::new).toList();
      new Dispatch<>(spark, new Redream(then))
          .run(
              Dispatch.lot(spark, "sample of " + store.uri(), tasks),
              remade -> remade.forEach(comparison::add),
              () -> {});
    }
  }

  /** Renders tiles and keeps none. */
  private record Repaint(TileWorker worker) implements Dispatch.Work<Task, List<Receipt>> {
    @Override
    public List<Receipt> work(Task task) {
      return worker.work(task, new Nowhere(worker.output()));
    }
  }
}
