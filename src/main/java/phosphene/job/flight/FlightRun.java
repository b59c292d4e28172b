package phosphene.job.flight;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import phosphene.cluster.Cluster;
import phosphene.gallery.Layout;
import phosphene.gallery.Layout.Film;
import phosphene.gallery.Manifest;
import phosphene.gallery.RowOrder;
import phosphene.gallery.SlotPrice;
import phosphene.gallery.Summary;
import phosphene.gallery.index.FrameRow;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.index.RowMaker;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.RetryPolicy;
import phosphene.gallery.store.StoreException;
import phosphene.gallery.store.Walk;
import phosphene.job.run.ClaimedRun;
import phosphene.job.run.DerivedOutputs;
import phosphene.job.run.Hint;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobListener;
import phosphene.job.run.JobRun;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.OutputPlace;
import phosphene.job.run.PlannedWork;
import phosphene.plan.FlightPlan;
import phosphene.plan.FlightPlan.Flight;
import phosphene.spec.FlightJob;
import phosphene.spec.Plural;
import phosphene.spec.SpecException;

/**
 * A flight job from its claim on the gallery to the last film. What can be refused is refused when
 * it is made, before Spark starts.
 */
public final class FlightRun extends ClaimedRun {
  private static final String FILM = ".mp4";
  private final FlightJob job;
  private final NetworkSource source;
  private final FlightPlan plan;
  private final FlightContext context;
  private final Configuration storage;

  private FlightRun(
      FlightJob job,
      NetworkSource source,
      FlightPlan plan,
      FlightContext context,
      ObjectStore store,
      Configuration storage) {
    super(
        store,
        Manifest.of(FlightJob.FORM.name(), context.provenance(), job.json()),
        FlightKind.PLACES);
    this.job = job;
    this.source = source;
    this.plan = plan;
    this.context = context;
    this.storage = storage;
  }

  /**
   * Looks up what a job names.
   *
   * @throws SpecException if the network does not have what the job names, the photo that flights
   *     begin with cannot be read, or the output is no place
   */
  static FlightRun of(FlightJob job, JobContext jobContext) {
    NetworkSource source = jobContext.source();
    Configuration storage = jobContext.storage();
    try {
      FlightContext context = FlightContext.of(job, source, storage, jobContext.version());
      FlightPlan plan = context.plan(job, source.network());
      ObjectStore store = HadoopStore.open(job.output(), storage);
      return new FlightRun(job, source, plan, context, store, storage);
    } catch (StoreException e) {
      throw e.ofPlace();
    }
  }

  @Override
  public Optional<PlannedWork> plannedWork() {
    return Optional.of(new PlannedFlights(this, job, source, missing()));
  }

  @Override
  public List<OutputPlace> outputs() {
    return List.of(new OutputPlace("Films", Layout.FLIGHTS), OutputPlace.SHEETS);
  }

  @Override
  public List<OutputPlace> index() {
    return List.of(index(FrameRow.TABLE));
  }

  @Override
  public List<Hint> hints() {
    return List.of(
        Hint.query(
            "contrast, saturation and flicker, second by second",
            "SELECT flight, floor(time) s, avg(contrast), avg(saturation), avg(flicker)"
                + " FROM frames GROUP BY flight, s ORDER BY flight, s"),
        Hint.query(
            "how well each unit was maximized",
            "SELECT units, count(*) n, avg(score) FROM frames GROUP BY units"));
  }

  /** All that the job asks for. */
  FlightPlan plan() {
    return plan;
  }

  /** The flights of which the index does not hold all frames. */
  private FlightPlan missing() {
    FlightLog log = FlightLog.read(store());
    return plan.without(keys(log::holds));
  }

  private Set<String> keys(Predicate<Flight> some) {
    return plan.flights().stream()
        .filter(some)
        .map(flight -> flight.key().hex())
        .collect(Collectors.toSet());
  }

  /**
   * True if the gallery holds all that the job asks for, films included.
   *
   * @param missing the flights of which the index does not hold all frames
   */
  boolean finished(FlightPlan missing) {
    return missing.flights().isEmpty()
        && keys(FlightLog.read(store())::replaced).isEmpty()
        && withoutFilm().isEmpty();
  }

  /** The flights without a film. */
  private List<Flight> withoutFilm() {
    Set<String> there = RetryPolicy.standard().call(output(), this::there);
    return plan.flights().stream()
        .filter(flight -> !there.contains(Layout.film(flight.name(), Film.MP4)))
        .toList();
  }

  private Set<String> there() {
    Set<String> there = new HashSet<>();
    Walk.open(output(), storage)
        .inside(Layout.FLIGHTS)
        .forEachRemaining(
            found -> {
              if (found.name().endsWith(FILM)) { // and not the frames, which are many
                there.add(found.name());
              }
            });
    return there;
  }

  private FilmTask film(Flight flight) {
    return new FilmTask(
        flight.name(),
        flight.key(),
        flight.path().json(),
        flight.frames(),
        job.recipe().fps(),
        job.recipe().size());
  }

  /**
   * Flies what is missing, then films the flights that changed or have no film, and leaves a
   * summary in the gallery.
   *
   * @param missing the flights of which the index does not hold all frames
   * @param tariff for the summary
   * @throws InterruptedException if this thread is interrupted; a later run goes on from the
   *     checkpoints
   * @throws StoreException if another job has taken the gallery over, or the store fails
   */
  Summary render(
      FlightPlan missing, Cluster cluster, Optional<SlotPrice> tariff, JobListener listener)
      throws InterruptedException {
    return run(cluster, tariff, listener, run -> work(missing, run));
  }

  private void work(FlightPlan missing, JobRun run) throws InterruptedException {
    restore(run.rows());
    if (!missing.flights().isEmpty()) {
      fly(run, missing);
    }
    FlightLog log = FlightLog.read(store());
    // Their rows are safe now. A run that is killed before this leaves the films to a later one.
    plan.flights().stream()
        .filter(log::holds)
        .forEach(flight -> store().delete(Layout.checkpoint(flight.name(), flight.key())));
    new DerivedOutputs(run).films("the films", outputs -> films(log, outputs));
  }

  private void films(FlightLog log, DerivedOutputs outputs) throws InterruptedException {
    List<FilmTask> films = withoutFilm().stream().filter(log::holds).map(this::film).toList();
    String network = context.provenance().network().name();
    String description = network + " films of " + films.size() + " flights";
    JobRun run = outputs.run();
    outputs.film(
        description, run.parallel(films), new FilmWorker(output(), network, run.workCounters()));
  }

  /** Makes flights current again that are there, but were replaced by others. */
  private void restore(RowOrder.Counter order) {
    Set<String> replaced = keys(FlightLog.read(store())::replaced);
    if (replaced.isEmpty()) {
      return;
    }
    plan.flights().stream()
        .filter(flight -> replaced.contains(flight.key().hex()))
        .forEach(flight -> store().delete(Layout.film(flight.name(), Film.MP4)));
    Map<String, FrameRow> rows = new HashMap<>(); // by their keys
    FrameRow.TABLE.each(
        store(),
        FrameRow.class,
        row -> {
          if (replaced.contains(row.flightKey()) && !row.status().equals(TileRow.FAILED)) {
            rows.put(row.key(), row);
          }
        });
    Clock clock = Clock.systemUTC();
    try (IndexWriter<FrameRow> index =
        new IndexWriter<>(FrameRow.TABLE, store(), IndexWriter.Limits.atOnce(), clock)) {
      rows.values()
          .forEach(row -> index.add(RowMaker.ordered(order.next(), row.anew(clock.instant()))));
    }
  }

  private void fly(JobRun run, FlightPlan missing) throws InterruptedException {
    run.ship(source.files());
    Map<String, FlightTask> tasks = new LinkedHashMap<>();
    for (Flight flight : missing.inOrderOfCost()) {
      // A film that is there counts as complete. It is removed first, so a later run makes it again
      // if this one is killed.
      store().delete(Layout.film(flight.name(), Film.MP4));
      tasks.put(flight.name(), FlightTask.of(flight));
    }
    String description =
        String.format(
            Locale.ROOT,
            "%s %s of %s",
            context.provenance().network().name(),
            Plural.of(missing.frames(), "frame"),
            Plural.of(tasks.size(), "flight"));
    run.render(
        new JobRun.Load(missing.frames(), missing.flop()),
        run.stages(description, List.copyOf(tasks.values())),
        new FlightWorker(context, run.workCounters()),
        FrameRow.TABLE,
        new FlightResultHandler(tasks, context.provenance()));
  }
}
