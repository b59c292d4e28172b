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
import phosphene.image.Format;
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
  private final DreamContext order;

  private DreamRun(
      DreamJob job,
      NetworkSource source,
      Map<String, Mixes.Planned> mixes,
      DreamContext order,
      PhotoLocations site,
      Set<Format> redo) {
    super(
        site,
        new Manifest(DreamJob.FORM.name(), order.provenance(), job.json()),
        DreamKind.PLACES,
        redo);
    this.job = job;
    this.source = source;
    this.mixes = mixes;
    this.order = order;
  }

  /**
   * Looks up what a job names.
   *
   * @throws SpecException if the network does not have what the job names, there are no photos at
   *     that place, or the guide cannot be read
   */
  static DreamRun of(DreamJob job, JobContext context) {
    NetworkSource source = context.source();
    Map<String, Mixes.Planned> mixes = Mixes.of(job, source.network().architecture());
    DreamContext order = DreamContext.of(job, source, context.storage(), context.version());
    PhotoLocations site = PhotoLocations.of(job.photos(), job.output(), context.storage());
    return new DreamRun(job, source, mixes, order, site, context.redo());
  }

  @Override
  protected PlannedWork outlook(WorkPlan survey, Cluster cluster) {
    return new PlannedDreams(this, job, source, survey, cluster);
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
            "SELECT photo, mix, score_end / score_start AS rise FROM dreams"
                + " WHERE status = 'rendered' ORDER BY rise DESC LIMIT 10"));
  }

  /** The mixes of the job by their names. */
  Map<String, Mixes.Planned> mixes() {
    return mixes;
  }

  @Override
  protected WorkPlan survey(Cluster cluster, Set<Format> redo) {
    Map<String, WorkPlan.Price> prices = new LinkedHashMap<>();
    mixes.forEach(
        (name, planned) -> prices.put(name, new WorkPlan.Price(0, flopPerPixel(planned.cost()))));
    Optional<Dataset<Row>> known = new IndexView(cluster, store()).find(DreamRow.TABLE);
    return site().survey(cluster, new WorkPlan.Wanted(prices, "dreams"), known, redo);
  }

  private static double flopPerPixel(DreamCost cost) {
    return cost.flop(SIDE, SIDE) / ((double) SIDE * SIDE);
  }

  /** {@inheritDoc} Contact sheets and tours are asked for too. */
  @Override
  protected boolean finished(WorkPlan survey, Cluster cluster) {
    return survey.totals().missing() == 0
        && sheets(cluster).owed().isEmpty()
        && (!tours() || tours(cluster).owed(survey.photos()).isEmpty());
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
        cluster, store(), order.provenance().network().name(), List.copyOf(mixes.keySet()));
  }

  /**
   * {@inheritDoc} Then it draws the contact sheets of the folders that changed or have none, and
   * films the tours that are not there.
   */
  @Override
  protected Summary render(
      WorkPlan survey, Cluster cluster, Optional<SlotPrice> tariff, JobListener watch)
      throws InterruptedException {
    return run(cluster, tariff, watch, shift -> work(survey, cluster, shift));
  }

  private void work(WorkPlan survey, Cluster cluster, JobRun shift) throws InterruptedException {
    String network = order.provenance().network().name();
    // A sheet that is there is complete: a job that dies before it draws them owes them.
    sheets(cluster).remove(survey.missing());
    tours(cluster).remove(survey.missing());
    if (survey.totals().missing() > 0) {
      dream(survey, cluster, shift);
    }
    long limit = job.photos().pixelLimit();
    DerivedOutputs outputs = new DerivedOutputs(shift);
    outputs.sheets(
        "the contact sheets of folders",
        any ->
            any.draw(
                network + " contact sheets of folders",
                sheets(cluster).owed(),
                new FolderSheetWorker(order, limit, shift.done()),
                path -> LOG.info("Wrote {}", path)));
    if (tours()) {
      outputs.films(
          "the tours",
          any ->
              any.film(
                  network + " tours",
                  tours(cluster).owed(survey.photos()),
                  new TourWorker(order, limit, shift.done())));
    }
  }

  private void dream(WorkPlan survey, Cluster cluster, JobRun shift) throws InterruptedException {
    shift.ship(source.file());
    WorkPlan.Totals totals = survey.totals();
    String description =
        String.format(
            Locale.ROOT,
            "%s %s of %s",
            order.provenance().network().name(),
            Plural.of(totals.missing(), "dream"),
            order.place().root());
    shift.render(
        new JobRun.Load(totals.missing(), totals.flop()),
        List.of(
            new JobStage<>(
                description, CostPartitioner.of(survey, cluster.slots(), new DreamTaskMapper()))),
        new DreamWorker(order, shift.done()),
        DreamRow.TABLE,
        new DreamResultHandler(order.provenance(), job.photos().pixelLimit()));
  }
}
