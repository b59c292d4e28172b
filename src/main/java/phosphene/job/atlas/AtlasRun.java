package phosphene.job.atlas;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Cluster;
import phosphene.cluster.JobStage;
import phosphene.gallery.Manifest;
import phosphene.gallery.Provenance;
import phosphene.gallery.Summary;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.index.RowMaker;
import phosphene.gallery.index.TileIndex;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.job.run.ClaimedRun;
import phosphene.job.run.DerivedOutputs;
import phosphene.job.run.GalleryPages;
import phosphene.job.run.Hint;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobRun;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.NumberRanges;
import phosphene.job.run.OutputPlace;
import phosphene.job.run.PlannedWork;
import phosphene.network.Network;
import phosphene.plan.Plan;
import phosphene.plan.Task;
import phosphene.plan.TileGroup;
import phosphene.plan.Unit;
import phosphene.spec.AtlasJob;
import phosphene.spec.Rendering;
import phosphene.spec.SpecException;

/**
 * An atlas job from its claim on the gallery to the last sheet. What can be refused is refused when
 * it is made, before Spark starts.
 */
public final class AtlasRun extends ClaimedRun {
  private static final Logger LOG = LoggerFactory.getLogger(AtlasRun.class);

  private final AtlasJob job;
  private final NetworkSource source;
  private final Plan plan;
  private final ObjectiveFiles files;
  private final SortedMap<String, Provenance> renderings;
  private final Configuration storage;
  private final ClassJudgement judgement;
  private DatasetMaxima maxima;

  /** What is to be done, with the files that it takes. */
  private record Planned(Plan plan, ObjectiveFiles files) {}

  private AtlasRun(
      AtlasJob job,
      NetworkSource source,
      Planned planned,
      SortedMap<String, Provenance> renderings,
      ObjectStore store,
      JobContext context) {
    super(store, new Manifest(AtlasJob.FORM.name(), renderings, job.json()), AtlasKind.PLACES);
    this.job = job;
    this.source = source;
    this.plan = planned.plan;
    this.files = planned.files;
    this.renderings = renderings;
    this.storage = context.storage();
    this.judgement = new ClassJudgement(source, context.judge());
    this.maxima = DatasetMaxima.none(source);
  }

  /**
   * Looks up what a job names.
   *
   * @throws SpecException if the network does not have what the job names, or the output is no
   *     place
   */
  public static AtlasRun of(AtlasJob job, JobContext context) {
    NetworkSource source = context.source();
    Network network = source.network();
    ObjectiveFiles files = ObjectiveFiles.read(job, network, context.storage());
    Plan plan = files.plan(job, network);
    SortedMap<String, Provenance> renderings = new TreeMap<>();
    for (Rendering rendering : job.renderings()) {
      renderings.put(
          rendering.name(),
          new Provenance(
              source.named(),
              rendering.objective().json(),
              rendering.recipe().json(),
              rendering.seed(),
              context.version()));
    }
    try {
      ObjectStore store = HadoopStore.open(job.output(), context.storage());
      return new AtlasRun(
          job, source, new Planned(plan, files.of(plan, job)), renderings, store, context);
    } catch (StoreException e) {
      throw e.ofPlace();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws SpecException also if its gallery of scans is none
   */
  @Override
  public void claim(Consumer<String> log) throws InterruptedException {
    maxima = DatasetMaxima.of(job, source, storage);
    try {
      super.claim(log);
    } catch (StoreException e) { // nothing has begun
      throw e.ofPlace();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws SpecException also if its gallery of scans is none
   */
  @Override
  public void check() {
    DatasetMaxima.of(job, source, storage);
    super.check();
  }

  /** What its objectives take from files. */
  ShippedInputs inputs() {
    return files.shipped();
  }

  /** All that the job asks for. */
  public Plan plan() {
    return plan;
  }

  /** What the index does not hold yet. */
  public Plan missing() {
    try {
      Map<String, TileIndex.Known> known = TileIndex.known(place());
      HeldTiles.of(known.values(), place().uri()).require(plan);
      return plan.without(
          known.values().stream()
              .filter(TileIndex.Known::drawn)
              .map(TileIndex.Known::key)
              .collect(Collectors.toSet()));
    } catch (StoreException e) { // nothing has begun
      throw e.ofPlace();
    }
  }

  @Override
  public Optional<PlannedWork> plannedWork() {
    return Optional.of(new PlannedAtlas(this, job, source, missing()));
  }

  @Override
  public List<OutputPlace> outputs() {
    return List.of(OutputPlace.SHEETS);
  }

  @Override
  public List<OutputPlace> index() {
    return List.of(index(TileRow.TABLE));
  }

  @Override
  public List<Hint> hints() {
    return AtlasHints.after(job, source.network(), plan);
  }

  @Override
  public Optional<GalleryPages> pages() {
    return Optional.of(new AtlasPages(store()));
  }

  /** True if the gallery holds all that the job asks for, contact sheets included. */
  boolean finished(Plan missing) {
    return missing.tiles().isEmpty()
        && sheets().owed(Set.of(), store()).isEmpty()
        && behind().isEmpty()
        && judgement.owed(store()).isEmpty()
        && crops().owed().isEmpty();
  }

  private CropSheetPlan crops() {
    return new CropSheetPlan(plan, maxima, store());
  }

  /** Rows of tiles that were entered before the photos were scanned, or before the last of them. */
  private List<TileRow> behind() {
    if (maxima.units().isEmpty()) {
      return List.of();
    }
    List<TileRow> behind = new ArrayList<>();
    for (TileRow row : TileIndex.tiles(store()).values()) {
      Unit unit = new Unit(row.layer(), row.layerIndex(), row.channel());
      Double max = maxima.of(row.rendering(), unit).orElse(null);
      TileRow updated = row.withDatasetMax(max);
      boolean known = max == null || (max.equals(row.datasetMax()) && same(updated, row));
      if (!known && !row.status().equals(TileRow.FAILED)) {
        behind.add(updated);
      }
    }
    return behind;
  }

  private static boolean same(TileRow updated, TileRow row) {
    return java.util.Objects.equals(updated.datasetRatio(), row.datasetRatio());
  }

  private void catchUp() {
    List<TileRow> behind = behind();
    try (IndexWriter<TileRow> index =
        new IndexWriter<>(
            TileRow.TABLE, store(), IndexWriter.Limits.standard(), Clock.systemUTC())) {
      behind.forEach(row -> index.add(RowMaker.ordered(rows().next(), row)));
    }
    LOG.info("Entered what photos say of {} tiles", behind.size());
  }

  private ContactSheetPlan sheets() {
    return new ContactSheetPlan(job, source.network(), plan);
  }

  /**
   * Renders what is missing, then the contact sheets of the layers that changed or have none, and
   * leaves a summary in the gallery.
   *
   * @param missing what the index does not hold yet
   * @throws InterruptedException if this thread is interrupted; the tiles of finished tasks are in
   *     the index
   * @throws StoreException if another job has taken the gallery over, or the store fails
   */
  public Summary render(Plan missing, Cluster cluster, PlannedWork.Settings settings)
      throws InterruptedException {
    return run(
        cluster,
        settings.tariff(),
        settings.listener(),
        run -> work(missing, cluster, settings.batch(), run));
  }

  private void work(Plan missing, Cluster cluster, int batch, JobRun run)
      throws InterruptedException {
    // A sheet that is there is complete: if a job dies before it draws them, the next one draws
    // them.
    ContactSheetPlan.remove(missing.groups().keySet(), store());
    catchUp();
    tiles(run, missing, missing.tasks(cluster.slots()), batch);
    DerivedOutputs outputs = new DerivedOutputs(run);
    outputs.sheets("the judgements of classes", any -> judgement.judge(any, store()));
    outputs.sheets("the contact sheets", any -> sheets(missing, any));
    outputs.sheets("the photos that excite units", any -> crops().draw(cluster, any));
  }

  private void sheets(Plan missing, DerivedOutputs outputs) throws InterruptedException {
    List<SheetTask> owed = sheets().owed(missing.groups().keySet(), store());
    JobRun run = outputs.run();
    outputs.draw(
        network() + " contact sheets of " + owed.size() + " layers",
        run.parallel(owed),
        new SheetWorker(store().uri(), run.workCounters()),
        sheet -> LOG.debug("Wrote {}", sheet));
    LOG.info("Drew {} contact sheets", owed.size());
  }

  /**
   * Spark shows a job a rendering and layer, all at the same time: tasks of the next layer fill
   * slots that are free.
   */
  private void tiles(JobRun run, Plan missing, List<Task> tasks, int batch)
      throws InterruptedException {
    run.ship(source.files());
    Map<TileGroup, List<Task>> groups =
        tasks.stream()
            .collect(Collectors.groupingBy(Task::group, LinkedHashMap::new, Collectors.toList()));
    List<JobStage<Task>> lots =
        groups.values().stream()
            .flatMap(alike -> run.stages(description(alike), alike).stream())
            .toList();
    run.render(
        new JobRun.Load(missing.tiles().size(), missing.flop()),
        lots,
        new TileWorker(
            source.shippedNetwork(),
            renderings,
            files.shipped(),
            store().uri(),
            batch,
            run.workCounters()),
        TileRow.TABLE,
        new TileResultHandler(missing, renderings, maxima));
  }

  /** Such as {@code vgg19 block4_conv1 0-63}. */
  private String description(List<Task> alike) {
    List<Integer> channels =
        alike.stream()
            .flatMap(task -> task.tiles().stream())
            .map(tile -> tile.unit().channel())
            .toList();
    return String.join(
        " ", network(), alike.get(0).group().toString(), NumberRanges.text(channels));
  }

  private String network() {
    return source.network().architecture().name();
  }
}
