package phosphene.job.run;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import phosphene.cluster.Cluster;
import phosphene.cluster.Dispatch;
import phosphene.cluster.Stopwatch;
import phosphene.gallery.FeedingUnit;
import phosphene.gallery.Layout;
import phosphene.gallery.Outcome;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.index.TileIndex;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.plan.Plan;
import phosphene.plan.Task;
import phosphene.plan.Tile;
import phosphene.plan.TileKey;
import phosphene.spec.AtlasJob;

/**
 * Times what the driver does for an atlas of a million units; no test. Executors only make up
 * receipts, so that all time is the driver's. Run it with {@code -Xmx2g}.
 *
 * <p>Arguments: an empty folder, the number of units, and of index files for a second resume.
 */
public final class DriverBenchmark {
  private static final int FILTERS = 2_000;
  private static final int SLOTS = 4_000;

  private final Stopwatch watch;
  private final Path folder;
  private final int parts;
  private final AtlasJob job;
  private final Architecture architecture;

  private DriverBenchmark(Path folder, int units, int parts, PrintWriter out) {
    this.watch = new Stopwatch(out);
    this.folder = folder;
    this.parts = parts;
    this.architecture = wide(units / FILTERS);
    this.job =
        AtlasJob.FORM.read(
            "x.yaml",
            "job: atlas\nnetwork: vgg19\nlayers: 'wide*'\noutput: " + folder + "\n",
            List.of());
  }

  public static void main(String[] arguments) throws InterruptedException, IOException {
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    new DriverBenchmark(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            out)
        .run();
  }

  /**
   * Layers of 2,000 filters, each above a layer of 8 of its own, so that a unit costs little and
   * tasks hold as many as they may. (One below the other the last layers would be a task a tile.)
   */
  private static Architecture wide(int layers) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      nodes.add(convolution("narrow" + i, 8, Architecture.INPUT));
      nodes.add(convolution("wide" + i, FILTERS, "narrow" + i));
    }
    return new Architecture("wide", new Shape(3, 128, 128), Preprocessing.unit(), nodes);
  }

  private static Node convolution(String name, int filters, String below) {
    return new Node(
        name, new Convolution(filters, Window.of(1, 1, 0)), List.of(below), Elementary.RELU);
  }

  private void run() throws InterruptedException {
    Provenance provenance =
        new Provenance(
            new Provenance.NetworkName("wide", TileKey.sha256("w"), Preprocessing.unit().text()),
            job.rendering().objective().json(),
            job.rendering().recipe().json(),
            job.rendering().seed(),
            "1.0");
    watch.begin();
    Plan plan =
        watch.time(
            "plan", () -> Plan.of(job, architecture, provenance.network().sha256(), List.of()));
    List<Task> tasks = watch.time("tasks for " + SLOTS + " slots", () -> plan.tasks(SLOTS));
    watch.say("%,d tiles, %,d tasks", plan.tiles().size(), tasks.size());
    ObjectStore store = HadoopStore.open(folder.resolve("job").toString(), new Configuration());
    try (Cluster cluster = Cluster.open("benchmark", Optional.of("local[2]"))) {
      watch.time(
          "dispatch, receipts, index",
          () -> {
            dispatch(cluster, tasks, provenance, store);
            return tasks;
          });
    }
    watch.say("%,d parts of the index", store.list("index/tiles").size());
    resume(plan, store);
    ObjectStore many = HadoopStore.open(folder.resolve("parts").toString(), new Configuration());
    watch.time(
        "index in " + parts + " parts",
        () -> {
          scatter(plan, provenance, many);
          return plan;
        });
    resume(plan, many);
  }

  private void resume(Plan plan, ObjectStore store) {
    Map<String, TileIndex.Known> known =
        watch.time("resume: read the index", () -> TileIndex.known(store));
    Plan rest = watch.time("resume: what is missing", () -> plan.without(known.keySet()));
    watch.say("%,d tiles left", rest.tiles().size());
  }

  private static void dispatch(
      Cluster cluster, List<Task> tasks, Provenance provenance, ObjectStore store) {
    JavaSparkContext spark = cluster.context();
    AtomicLong received = new AtomicLong();
    try (IndexWriter<TileRow> index =
        new IndexWriter<>(TileRow.TABLE, store, IndexWriter.Limits.standard(), Clock.systemUTC())) {
      new Dispatch<>(spark, new Pretender())
          .run(
              Dispatch.stages(spark, "fake", tasks),
              receipts ->
                  receipts.forEach(
                      receipt -> {
                        index.add(TileRow.of(receipt, provenance, Instant.now()));
                        received.incrementAndGet();
                      }),
              index::tick);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void scatter(Plan plan, Provenance provenance, ObjectStore store) {
    IndexWriter.Limits limits =
        new IndexWriter.Limits(plan.tiles().size() / parts + 1, Duration.ofDays(1));
    try (IndexWriter<TileRow> index =
        new IndexWriter<>(TileRow.TABLE, store, limits, Clock.systemUTC())) {
      for (Tile tile : plan.tiles()) {
        index.add(TileRow.of(Pretender.receipt(tile), provenance, Instant.now()));
      }
    }
  }

  /** Makes receipts up: their size is that of real ones. */
  record Pretender() implements Dispatch.Work<Task, List<Receipt>> {
    @Override
    public List<Receipt> work(Task task) {
      return task.tiles().stream().map(Pretender::receipt).toList();
    }

    static Receipt receipt(Tile tile) {
      long draw = tile.key().seed().value();
      List<FeedingUnit> inputs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        inputs.add(
            new FeedingUnit("narrow7", i, Float.intBitsToFloat((int) (draw >>> i) & 0x3fffffff)));
      }
      return new Receipt(
          tile,
          new Outcome.Rendered(
              new Outcome.Picture(
                  Layout.tile(tile.rendering(), tile.unit()), 47_000, tile.key().hex(), 128, 128),
              new Outcome.Scores(draw * 1e-18, draw * 1e-17)),
          new Receipt.Course(0, 0, 256, 12.5, new Receipt.Maker("nd4j avx2, 1 thread", "cpu")),
          inputs,
          List.of());
    }
  }
}
