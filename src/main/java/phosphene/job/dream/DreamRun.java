package phosphene.job.dream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Cluster;
import phosphene.cluster.IndexView;
import phosphene.cluster.JobStage;
import phosphene.gallery.Layout;
import phosphene.gallery.Manifest;
import phosphene.gallery.SlotPrice;
import phosphene.gallery.Summary;
import phosphene.gallery.index.DreamRow;
import phosphene.image.pixel.Format;
import phosphene.job.photos.CostPartitioner;
import phosphene.job.photos.PhotoLocations;
import phosphene.job.photos.PhotoRun;
import phosphene.job.photos.WorkPlan;
import phosphene.job.run.DerivedOutputs;
import phosphene.job.run.Hint;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobListener;
import phosphene.job.run.JobRun;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.OutputPlace;
import phosphene.job.run.PlannedWork;
import phosphene.plan.DreamCost;
import phosphene.plan.Mixes;
import phosphene.spec.DreamJob;
import phosphene.spec.Plural;
import phosphene.spec.SpecException;

/** A dream job from its claim on the gallery to the last sheet. */
public final class DreamRun extends PhotoRun {
  private static final Logger LOG = LoggerFactory.getLogger(DreamRun.class);
  // A dream's cost is all but proportional to its pixels; this is a photo of usual size.
  private static final int SIDE = 1024;

  private final DreamJob job;
  private final NetworkSource source;
  private final Map<String, Mixes.Planned> mixes;
  private final DreamContext context;

  private DreamRun(
      DreamJob job,
      NetworkSource source,
      Map<String, Mixes.Planned> mixes,
      DreamContext context,
      PhotoLocations locations,
      Set<Format> redo) {
    super(
        locations,
        Manifest.of(DreamJob.FORM.name(), context.provenance(), job.json()),
        DreamKind.PLACES,
        redo);
    this.job = job;
    this.source = source;
    this.mixes = mixes;
    this.context = context;
  }

  /**
   * Looks up what a job names.
   *
   * @throws SpecException if the network does not have what the job names, there are no photos at
   *     that place, or the guide cannot be read
   */
  static DreamRun of(DreamJob job, JobContext jobContext) {
    NetworkSource source = jobContext.source();
    Map<String, Mixes.Planned> mixes = Mixes.of(job, source.network().architecture());
    DreamContext context = DreamContext.of(job, source, jobContext.storage(), jobContext.version());
    PhotoLocations locations = PhotoLocations.of(job.photos(), job.output(), jobContext.storage());
    return new DreamRun(job, source, mixes, context, locations, jobContext.redo());
  }

  @Override
  protected PlannedWork plannedWork(WorkPlan workPlan, Cluster cluster) {
    return new PlannedDreams(this, job, source, workPlan, cluster);
  }

  @Override
  public List<OutputPlace> outputs() {
    OutputPlace dreams = new OutputPlace("Dreams", Layout.DREAMS);
    return tours()
        ? List.of(dreams, new OutputPlace("Tours", Layout.TOURS), OutputPlace.SHEETS)
        : List.of(dreams, OutputPlace.SHEETS);
  }

  @Override
  public List<OutputPlace> index() {
    return List.of(index(DreamRow.TABLE));
  }

  @Override
  public List<Hint> hints() {
    return List.of(
        Hint.query(
            "which photos failed, and why",
            "SELECT photo, reason, message FROM dreams WHERE status = 'failed'"),
        Hint.query(
            "which photos changed most",
            "SELECT photo, mix, score_end / score_start AS increase FROM dreams"
                + " WHERE status = 'rendered' ORDER BY increase DESC LIMIT 10"));
  }

  /** The mixes of the job by their names. */
  Map<String, Mixes.Planned> mixes() {
    return mixes;
  }

  @Override
  protected WorkPlan workPlan(Cluster cluster, Set<Format> redo) {
    Map<String, WorkPlan.Price> prices = new LinkedHashMap<>();
    mixes.forEach(
        (name, planned) -> prices.put(name, new WorkPlan.Price(0, flopPerPixel(planned.cost()))));
    Optional<Dataset<Row>> known = new IndexView(cluster, store()).find(DreamRow.TABLE);
    return locations().workPlan(cluster, new WorkPlan.Wanted(prices, "dreams"), known, redo);
  }

  private static double flopPerPixel(DreamCost cost) {
    return cost.flop(SIDE, SIDE) / ((double) SIDE * SIDE);
  }

  /** {@inheritDoc} Contact sheets and tours are asked for too. */
  @Override
  protected boolean finished(WorkPlan workPlan, Cluster cluster) {
    return workPlan.totals().missing() == 0
        && sheets(cluster).missing().isEmpty()
        && (!tours() || tours(cluster).missing(workPlan.photos()).isEmpty());
  }

  /** True if the job asks for tours. */
  private boolean tours() {
    return job.dreaming().tour() == DreamJob.Tour.FILM;
  }

  private TourPlan tours(Cluster cluster) {
    return new TourPlan(cluster, store(), Mixes.inOrder(mixes, source.network().architecture()));
  }

  private FolderSheetPlan sheets(Cluster cluster) {
    return new FolderSheetPlan(
        cluster, store(), context.provenance().network().name(), List.copyOf(mixes.keySet()));
  }

  /**
   * {@inheritDoc} Then it draws the contact sheets of the folders that changed or have none, and
   * films the tours that are not there.
   */
  @Override
  protected Summary render(
      WorkPlan workPlan, Cluster cluster, Optional<SlotPrice> tariff, JobListener listener)
      throws InterruptedException {
    return run(cluster, tariff, listener, run -> work(workPlan, cluster, run));
  }

  private void work(WorkPlan workPlan, Cluster cluster, JobRun run) throws InterruptedException {
    String network = context.provenance().network().name();
    // A sheet that is there counts as complete. These are removed first, so a later run draws them
    // if this one is killed.
    sheets(cluster).remove(workPlan.missing());
    tours(cluster).remove(workPlan.missing());
    if (workPlan.totals().missing() > 0) {
      dream(workPlan, cluster, run);
    }
    long limit = job.photos().pixelLimit();
    DerivedOutputs outputs = new DerivedOutputs(run);
    outputs.sheets(
        "the contact sheets of folders",
        any ->
            any.draw(
                network + " contact sheets of folders",
                sheets(cluster).missing(),
                new FolderSheetWorker(context, limit, run.workCounters()),
                path -> LOG.info("Wrote {}", path)));
    if (tours()) {
      outputs.films(
          "the tours",
          any ->
              any.film(
                  network + " tours",
                  tours(cluster).missing(workPlan.photos()),
                  new TourWorker(context, limit, run.workCounters())));
    }
  }

  private void dream(WorkPlan workPlan, Cluster cluster, JobRun run) throws InterruptedException {
    run.ship(source.files());
    WorkPlan.Totals totals = workPlan.totals();
    String description =
        String.format(
            Locale.ROOT,
            "%s %s of %s",
            context.provenance().network().name(),
            Plural.of(totals.missing(), "dream"),
            context.place().root());
    run.render(
        new JobRun.Load(totals.missing(), totals.flop()),
        List.of(
            new JobStage<>(
                description, CostPartitioner.of(workPlan, cluster.slots(), new DreamTaskMapper()))),
        new DreamWorker(context, run.workCounters()),
        DreamRow.TABLE,
        new DreamResultHandler(context.provenance(), job.photos().pixelLimit()));
  }
}
