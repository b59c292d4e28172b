package phosphene.cluster;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.gallery.DreamRow;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.IndexTable;
import phosphene.gallery.IndexWriter;
import phosphene.gallery.Manifest;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.Objects;
import phosphene.gallery.PhotoCollection;
import phosphene.gallery.Provenance;
import phosphene.gallery.StoreException;
import phosphene.image.Photos;
import phosphene.image.UnreadableImageException;
import phosphene.network.Network;
import phosphene.plan.DreamCost;
import phosphene.plan.DreamKey;
import phosphene.plan.Mixes;
import phosphene.plan.TileKey;
import phosphene.spec.DreamJob;
import phosphene.spec.SpecException;

/**
 * A dream job from its claim on the gallery to the last sheet. What can be refused without looking
 * through the collection is refused when it is made, before Spark starts.
 */
public final class DreamRun {
  private static final Logger LOG = LoggerFactory.getLogger(DreamRun.class);
  // A dream's cost is all but proportional to its pixels; this is a photo of usual size.
  private static final int SIDE = 1024;

  private final DreamJob job;
  private final NetworkSource source;
  private final Map<String, Mixes.Planned> mixes;
  private final DreamOrder order;
  private final ObjectStore store;

  private DreamRun(
      DreamJob job,
      NetworkSource source,
      Map<String, Mixes.Planned> mixes,
      DreamOrder order,
      ObjectStore store) {
    this.job = job;
    this.source = source;
    this.mixes = mixes;
    this.order = order;
    this.store = store;
  }

  /**
   * Looks up what a job names.
   *
   * @param version of Phosphene
   * @throws SpecException if the network does not have what the job names, there are no photos at
   *     that place, or the guide cannot be read
   */
  public static DreamRun of(
      DreamJob job, NetworkSource source, Configuration storage, String version) {
    Network network = source.network();
    Map<String, Mixes.Planned> mixes = Mixes.of(job, network.architecture());
    PhotoCollection.Place place = place(job, storage);
    byte[] guide =
        job.dreaming().guide().map(name -> guide(name, job, storage)).orElse(new byte[0]);
    String digest = guide.length == 0 ? "none" : TileKey.sha256(guide);
    String preprocessing = network.architecture().preprocessing().text();
    Provenance provenance =
        new Provenance(
            new Provenance.NetworkName(
                network.architecture().name(), network.sha256(), preprocessing),
            job.subject(digest, place.root()),
            job.dreaming().recipe().json(),
            job.seed(),
            version);
    String identity =
        String.join(
            "\n",
            preprocessing,
            job.subject(digest, ""), // the same collection elsewhere gives the same dreams
            job.dreaming().recipe().json(),
            Long.toString(job.seed()));
    ObjectStore store = store(job, place, storage);
    DreamOrder order =
        new DreamOrder(
            source.ticket(), job.json(), place, guide, identity, provenance, store.uri());
    return new DreamRun(job, source, mixes, order, store);
  }

  private static PhotoCollection.Place place(DreamJob job, Configuration storage) {
    try {
      return PhotoCollection.find(job.photos().place(), storage);
    } catch (SpecException e) {
      throw new SpecException(job.photos().where() + ": " + e.getMessage(), e);
    }
  }

  private static byte[] guide(String name, DreamJob job, Configuration storage) {
    byte[] bytes = Objects.read(name, storage);
    try {
      Photos.decode(bytes, name, job.photos().pixelLimit());
      return bytes;
    } catch (UnreadableImageException e) {
      throw new SpecException("Cannot read guide " + name + ": " + e.getMessage(), e);
    }
  }

  private static ObjectStore store(
      DreamJob job, PhotoCollection.Place place, Configuration storage) {
    try {
      ObjectStore store = HadoopStore.open(job.output(), storage);
      if ((place.root() + "/").startsWith(store.uri() + "/")) {
        throw new SpecException(
            "Invalid output: "
                + job.output()
                + " (must not hold the photos: "
                + place.root()
                + ")");
      }
      return store;
    } catch (StoreException e) {
      throw new SpecException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Claims the job's gallery.
   *
   * @throws SpecException if the output cannot be written or holds another job's gallery
   */
  public void claim() {
    Manifest.claim(store, manifest());
  }

  /**
   * Looks whether the job's gallery could be claimed, and leaves the place as it is.
   *
   * @throws SpecException if it holds another job's gallery
   */
  public void check() {
    Manifest.check(store, manifest());
  }

  private Manifest manifest() {
    return new Manifest(DreamKey.FORMAT, "dream", order.provenance(), job.json());
  }

  /** The mixes of the job by their names. */
  public Map<String, Mixes.Planned> mixes() {
    return mixes;
  }

  /** Where the gallery is, as a URI. */
  public String output() {
    return store.uri();
  }

  /** Where the photos are, as a URI. */
  public String photos() {
    return order.place().root();
  }

  /**
   * Lists the photos and finds what is missing in the gallery.
   *
   * @throws SpecException if there are no photos
   */
  public Survey survey(Cluster cluster) {
    Map<String, Double> costs = new LinkedHashMap<>();
    mixes.forEach((name, planned) -> costs.put(name, flopPerPixel(planned.cost())));
    long begin = System.nanoTime();
    Optional<Dataset<Row>> known = new IndexView(cluster, store).find(IndexTable.DREAMS);
    Survey survey = Survey.of(order.place(), cluster, costs, known, job.photos().pixelLimit());
    LOG.info(
        "Found {} photos in {} s",
        survey.totals().photos(),
        Math.round((System.nanoTime() - begin) / 1e9));
    if (survey.totals().photos() == 0 && survey.totals().locked() == 0) {
      survey.close();
      throw new SpecException(
          job.photos().where() + ": Cannot read photos: none in " + job.photos().place());
    }
    return survey;
  }

  private static double flopPerPixel(DreamCost cost) {
    return cost.flop(SIDE, SIDE) / ((double) SIDE * SIDE);
  }

  /** True if the gallery holds all that the job asks for, contact sheets included. */
  public boolean finished(Survey survey, Cluster cluster) {
    return survey.totals().missing() == 0
        && sheets(cluster).owed().isEmpty()
        && (!tours() || tours(cluster).owed(survey.photos()).isEmpty());
  }

  /** True if the job asks for tours. */
  public boolean tours() {
    return job.dreaming().tour() == DreamJob.Tour.FILM;
  }

  private Tours tours(Cluster cluster) {
    return new Tours(cluster, store, Mixes.inOrder(mixes, source.network().architecture()));
  }

  private FolderSheets sheets(Cluster cluster) {
    return new FolderSheets(
        cluster, store, order.provenance().network().name(), List.copyOf(mixes.keySet()));
  }

  /**
   * Dreams what is missing, then draws the contact sheets of the folders that changed or have none,
   * and films the tours that are not there.
   *
   * @throws InterruptedException if this thread is interrupted; the dreams of finished partitions
   *     are in the index
   */
  public void render(Survey survey, Cluster cluster, Watch watch) throws InterruptedException {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(cluster.session().sparkContext());
    spark.setJobDescription("dreams of " + job.photos().place() + " to " + job.output());
    // A sheet that is there is complete: a job that dies before it draws them owes them.
    sheets(cluster).remove(survey.missing());
    tours(cluster).remove(survey.missing());
    if (survey.totals().missing() > 0) {
      dream(survey, cluster, spark, watch);
    }
    new Dispatch<>(spark, new FolderSheetWorker(order, job.photos().pixelLimit()))
        .run(sheets(cluster).owed(), path -> LOG.info("Wrote {}", path), () -> {});
    if (tours()) {
      new Dispatch<>(spark, new TourWorker(order, job.photos().pixelLimit()))
          .run(tours(cluster).owed(survey.photos()), watch::filmed, () -> {});
    }
  }

  private void dream(Survey survey, Cluster cluster, JavaSparkContext spark, Watch watch)
      throws InterruptedException {
    source.file().ifPresent(file -> spark.addFile(file.toUri().toString()));
    LongAccumulator done = spark.sc().longAccumulator("million operations");
    Pulse pulse = new Pulse(done);
    spark.sc().addSparkListener(pulse);
    JavaRDD<DreamTask> tasks = Portions.of(survey, cluster.slots());
    watch.begin(survey.totals().missing(), survey.totals().flop());
    try (IndexWriter<DreamRow> index =
        new IndexWriter<>(
            IndexTable.DREAMS, store, IndexWriter.Limits.standard(), Clock.systemUTC())) {
      new Dispatch<>(spark, new DreamWorker(order, done))
          .run(
              tasks,
              lines -> lines.forEach(line -> enter(line, index, watch)),
              () -> {
                index.tick();
                watch.worked(pulse.count() * 1e6);
              });
    } finally {
      watch.end();
      spark.sc().removeSparkListener(pulse);
    }
    GuideRoom.clear();
    EngineRoom.clear(); // no task is left that uses it, unless the job broke off
    LOG.info("Worked on {} dreams", survey.totals().missing());
  }

  private void enter(DreamWorker.Line line, IndexWriter<DreamRow> index, Watch watch) {
    Instant now = Clock.systemUTC().instant();
    if (line instanceof DreamWorker.Line.Fresh fresh) {
      index.add(DreamRow.of(fresh.receipt(), order.provenance(), job.photos().pixelLimit(), now));
      watch.received(fresh.receipt().outcome());
    } else if (line instanceof DreamWorker.Line.Touched touched) {
      index.add(touched.row().touched(touched.photo().modified(), now));
      watch.unchanged();
    } else {
      throw new AssertionError(line);
    }
  }
}
