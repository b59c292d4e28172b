package phosphene.job.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import phosphene.cluster.Cluster;
import phosphene.cluster.IndexView;
import phosphene.cluster.JobStage;
import phosphene.gallery.Layout;
import phosphene.gallery.Manifest;
import phosphene.gallery.Provenance;
import phosphene.gallery.SlotPrice;
import phosphene.gallery.Summary;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.UnitRow;
import phosphene.gallery.store.PhotoCollection;
import phosphene.image.pixel.Format;
import phosphene.job.photos.CostPartitioner;
import phosphene.job.photos.PhotoLocations;
import phosphene.job.photos.PhotoRun;
import phosphene.job.photos.WorkPlan;
import phosphene.job.run.GalleryPages;
import phosphene.job.run.Hint;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobListener;
import phosphene.job.run.JobRun;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.OutputPlace;
import phosphene.job.run.PlannedWork;
import phosphene.network.Architecture;
import phosphene.plan.ScanLayers;
import phosphene.spec.Plural;
import phosphene.spec.ScanJob;
import phosphene.spec.SpecException;

/** A scan job from its claim on the gallery to the last row. */
public final class ScanRun extends PhotoRun {
  /** The one thing that is made of each photo. */
  static final String MIX = "scan";

  // Rows of so many photos are one file of the index: some megabytes.
  private static final int TOGETHER = 128;
  // About what decoding a pixel and storing a photo take beside the forward pass, in operations at
  // 100 GFLOP/s; only the sizes of tasks depend on it.
  private static final double PIXEL = 6e3;
  private static final double STORING = 2e10;
  // What the work plan has to know of a row: the figures of all units are not read.
  private static final List<String> KNOWN =
      List.of(
          "photo",
          "photo_sha256",
          "photo_bytes",
          "photo_modified",
          "pixel_limit",
          "photo_format",
          "photo_decoder",
          "width",
          "height",
          "status",
          "reason");

  private final ScanJob job;
  private final NetworkSource source;
  private final ScanLayers layers;
  private final ScanContext order;

  private ScanRun(
      ScanJob job,
      NetworkSource source,
      ScanLayers layers,
      ScanContext order,
      PhotoLocations site,
      Set<Format> redo) {
    super(
        site,
        Manifest.of(ScanJob.FORM.name(), order.provenance(), job.json()),
        ScanKind.PLACES,
        redo);
    this.job = job;
    this.source = source;
    this.layers = layers;
    this.order = order;
  }

  /**
   * Looks up what a job names.
   *
   * @throws SpecException if the network does not have what the job names, or there are no photos
   *     at that place
   */
  static ScanRun of(ScanJob job, JobContext context) {
    NetworkSource source = context.source();
    ScanLayers layers = ScanLayers.of(job.layers(), source.network().architecture());
    PhotoLocations site = PhotoLocations.of(job.photos(), job.output(), context.storage());
    ScanContext order =
        order(job, source, layers, site.place(), site.store().uri(), context.version());
    return new ScanRun(job, source, layers, order, site, context.redo());
  }

  @Override
  protected PlannedWork plannedWork(WorkPlan plan, Cluster cluster) {
    return new PlannedScans(this, job, source, plan, cluster);
  }

  @Override
  public List<OutputPlace> outputs() {
    return List.of(new OutputPlace("Scans", Layout.SCANS));
  }

  @Override
  public List<OutputPlace> index() {
    return List.of(new OutputPlace("All photos", UnitRow.TABLE.folder()), index(ScanRow.TABLE));
  }

  @Override
  public List<Hint> hints() {
    return List.of(
        Hint.query(
            "what each photo shows to the network",
            "SELECT photo, classes[0].name, classes[0].probability FROM scans"
                + " WHERE status = 'rendered' ORDER BY photo"),
        Hint.query(
            "which photos excite the units of the last layer most",
            "SELECT layer, channel, maximum, firing, transform(top, t -> t.photo) photos FROM"
                + " units ORDER BY layer_index DESC, maximum DESC LIMIT 10"),
        Hint.query(
            "which photos failed, and why",
            "SELECT photo, reason, message FROM scans WHERE status = 'failed'"));
  }

  /** {@inheritDoc} Only photos whose neurons are kept have some. */
  @Override
  public Optional<GalleryPages> pages() {
    return job.neurons() == ScanJob.Neurons.KEPT
        ? Optional.of(new ScanPages(store()))
        : Optional.empty();
  }

  private static ScanContext order(
      ScanJob job,
      NetworkSource source,
      ScanLayers layers,
      PhotoCollection.Place place,
      String output,
      String version) {
    Provenance provenance =
        new Provenance(
            source.named(),
            job.subject(place.root()),
            job.recipe(layers.names()),
            0, // nothing is chosen at random
            version);
    return new ScanContext(source.shippedNetwork(), job.json(), place, provenance, output);
  }

  /** The layers that are looked at. */
  ScanLayers layers() {
    return layers;
  }

  /** Floating point operations of one photo. */
  double flop() {
    return layers.flop(architecture());
  }

  private Architecture architecture() {
    return source.network().architecture();
  }

  @Override
  protected WorkPlan workPlan(Cluster cluster, Set<Format> redo) {
    Column[] columns = KNOWN.stream().map(name -> col(name)).toArray(Column[]::new);
    Optional<Dataset<Row>> known =
        new IndexView(cluster, store())
            .find(ScanRow.TABLE)
            .map(rows -> rows.select(columns).withColumn("mix", lit(MIX)));
    WorkPlan.Price price = new WorkPlan.Price(flop() + STORING, PIXEL);
    return locations()
        .workPlan(cluster, new WorkPlan.Wanted(Map.of(MIX, price), "scans"), known, redo);
  }

  /** {@inheritDoc} It must have counted it too. */
  @Override
  protected boolean finished(WorkPlan plan, Cluster cluster) {
    return plan.totals().missing() == 0 && !statistics(cluster).owed();
  }

  private DatasetStatistics statistics(Cluster cluster) {
    return new DatasetStatistics(cluster, store(), order.provenance(), architecture());
  }

  /** {@inheritDoc} Then it counts for each unit what all photos say of it. */
  @Override
  protected Summary render(
      WorkPlan plan, Cluster cluster, Optional<SlotPrice> tariff, JobListener watch)
      throws InterruptedException {
    return run(
        cluster,
        tariff,
        watch,
        run -> {
          if (plan.totals().missing() > 0) {
            scan(plan, cluster, run);
          }
          statistics(cluster).update(run.rows());
        });
  }

  private void scan(WorkPlan plan, Cluster cluster, JobRun run) throws InterruptedException {
    run.ship(source.files());
    long missing = plan.totals().missing();
    String description =
        String.format(
            Locale.ROOT,
            "%s scans %s of %s",
            order.provenance().network().name(),
            Plural.of(missing, "photo"),
            order.place().root());
    JavaRDD<ScanTask> tasks =
        CostPartitioner.of(plan, cluster.slots(), new ScanTaskMapper())
            .mapPartitions(
                new ScanTaskMapper.Together(
                    TOGETHER, Clock.systemUTC().instant(), run.rows().next()));
    run.render(
        new JobRun.Load(missing, missing * flop()),
        List.of(new JobStage<>(description, tasks)),
        new ScanWorker(order, run.workCounters()),
        ScanRow.TABLE,
        new ScanResultHandler(run.rows()));
  }
}
