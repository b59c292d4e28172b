package phosphene.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.IndexTable;
import phosphene.gallery.Layout;
import phosphene.gallery.Layout.Film;
import phosphene.gallery.Manifest;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.Objects;
import phosphene.gallery.Provenance;
import phosphene.gallery.StoreException;
import phosphene.gallery.Summary;
import phosphene.gallery.Tariff;
import phosphene.gallery.TileRow;
import phosphene.image.UnreadableImageException;
import phosphene.network.Network;
import phosphene.plan.FlightKey;
import phosphene.plan.FlightPlan;
import phosphene.plan.FlightPlan.Flight;
import phosphene.plan.TileKey;
import phosphene.spec.FlightJob;
import phosphene.spec.SpecException;

/**
 * A flight job from its claim on the gallery to the last film. What can be refused is refused when
 * it is made, before Spark starts. A claimed gallery is the job's until it is closed.
 */
public final class FlightRun implements AutoCloseable {
  private final FlightJob job;
  private final NetworkSource source;
  private final FlightPlan plan;
  private final FlightOrder order;
  private final ObjectStore store;
  private final Claim claim;

  private FlightRun(
      FlightJob job, NetworkSource source, FlightPlan plan, FlightOrder order, ObjectStore store) {
    this.job = job;
    this.source = source;
    this.plan = plan;
    this.order = order;
    this.store = store;
    this.claim =
        new Claim(store, new Manifest(FlightKey.FORMAT, "flight", order.provenance(), job.json()));
  }

  /**
   * Looks up what a job names.
   *
   * @param version of Phosphene
   * @throws SpecException if the network does not have what the job names, the photo that flights
   *     begin with cannot be read, or the output is no place
   */
  public static FlightRun of(
      FlightJob job, NetworkSource source, Configuration storage, String version) {
    Network network = source.network();
    byte[] start = job.flying().start().map(name -> start(name, job, storage)).orElse(new byte[0]);
    String subject = FlightJob.subject(start.length == 0 ? "noise" : TileKey.sha256(start));
    String preprocessing = network.architecture().preprocessing().text();
    Provenance provenance =
        new Provenance(
            new Provenance.NetworkName(
                network.architecture().name(), network.sha256(), preprocessing),
            subject,
            job.recipe().json(),
            job.seed(),
            version);
    String identity =
        String.join("\n", preprocessing, subject, job.recipe().json(), Long.toString(job.seed()));
    FlightPlan plan = FlightPlan.of(job, network.architecture(), network.sha256(), identity);
    try {
      ObjectStore store = HadoopStore.open(job.output(), storage);
      FlightOrder order = new FlightOrder(source.ticket(), start, provenance, store.uri());
      return new FlightRun(job, source, plan, order, store);
    } catch (StoreException e) {
      throw new SpecException(String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] start(String name, FlightJob job, Configuration storage) {
    byte[] bytes = Objects.read(name, storage);
    try {
      FlightWorker.start(bytes, job.recipe().size());
      return bytes;
    } catch (UnreadableImageException e) {
      throw new SpecException("Cannot read start " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Claims the job's gallery.
   *
   * @param tell hears why it takes long
   * @throws SpecException if the output cannot be written, holds another job's gallery, or another
   *     job writes there
   */
  public void claim(Consumer<String> tell) throws InterruptedException {
    claim.take(tell);
  }

  /**
   * Looks whether the job's gallery could be claimed, and leaves the place as it is.
   *
   * @throws SpecException if it holds another job's gallery
   */
  public void check() {
    claim.check();
  }

  /** All that the job asks for. */
  public FlightPlan plan() {
    return plan;
  }

  /** The flights of which the index does not hold all frames. */
  public FlightPlan missing() {
    Map<String, Set<Integer>> there = new HashMap<>();
    IndexTable.FRAMES.each(
        store,
        Known.class,
        row -> {
          if (!row.status().equals(TileRow.FAILED)) {
            there.computeIfAbsent(row.flightKey(), key -> new HashSet<>()).add(row.frame());
          }
        });
    Set<String> complete = new HashSet<>();
    for (Flight flight : plan.flights()) {
      String key = flight.key().hex();
      if (there.getOrDefault(key, Set.of()).size() >= flight.frames()) {
        complete.add(key);
      }
    }
    return plan.without(complete);
  }

  /** A frame that the index knows. */
  record Known(String flightKey, int frame, String status) {}

  /** Where the gallery is, as a URI. */
  public String output() {
    return store.uri();
  }

  /** True if the gallery holds all that the job asks for, films included. */
  public boolean finished() {
    return missing().flights().isEmpty() && owed().isEmpty();
  }

  /** The flights without a film. */
  private List<FilmTask> owed() {
    List<FilmTask> owed = new ArrayList<>();
    for (Flight flight : plan.flights()) {
      if (store.list(Layout.FLIGHTS).stream()
          .noneMatch(entry -> entry.name().equals(Layout.film(flight.name(), Film.MP4)))) {
        owed.add(film(flight));
      }
    }
    return owed;
  }

  private FilmTask film(Flight flight) {
    int fps = job.recipe().fps();
    List<String> units =
        IntStream.range(0, flight.frames())
            .mapToObj(frame -> flight.path().at((double) frame / fps).units().strongest().text())
            .toList();
    return new FilmTask(flight.name(), fps, job.recipe().size(), units);
  }

  /**
   * Flies what is missing, then films the flights that changed or have no film, and leaves a
   * summary in the gallery.
   *
   * @param tariff for the summary
   * @throws InterruptedException if this thread is interrupted; a later run goes on from the
   *     checkpoints
   * @throws StoreException if another job has taken the gallery over, or the store fails
   */
  public Summary render(Cluster cluster, Optional<Tariff> tariff, Watch watch)
      throws InterruptedException {
    return claim.lease().during(cluster.application(), () -> work(cluster, tariff, watch));
  }

  private Summary work(Cluster cluster, Optional<Tariff> tariff, Watch watch)
      throws InterruptedException {
    Provenance provenance = order.provenance();
    Shift.Title title =
        new Shift.Title("flight", provenance.network().name(), provenance.version(), tariff);
    try (Shift shift = Shift.begin(cluster, store, title, watch)) {
      try {
        Set<String> failed = fly(shift, missing());
        List<FilmTask> owed =
            owed().stream().filter(film -> !failed.contains(film.flight())).toList();
        String description = title.network() + " films of " + owed.size() + " flights";
        shift.run(description, owed, new FilmWorker(store.uri(), title.network()), shift::filmed);
        return shift.finish();
      } catch (InterruptedException e) {
        shift.breakOff();
        throw e;
      }
    }
  }

  /** Returns the names of the flights that could not be completed. */
  private Set<String> fly(Shift shift, FlightPlan missing) throws InterruptedException {
    if (missing.flights().isEmpty()) {
      return Set.of();
    }
    shift.ship(source.file());
    Map<String, FlightTask> tasks = new LinkedHashMap<>();
    for (Flight flight : missing.inOrderOfCost()) {
      // A film that is there is of these frames: a job that dies before it makes them owes it.
      store.delete(Layout.film(flight.name(), Film.MP4));
      tasks.put(
          flight.name(),
          new FlightTask(
              flight.name(),
              flight.key(),
              flight.path().json(),
              flight.frames(),
              flight.cost().flop()));
    }
    String description =
        String.format(
            Locale.ROOT,
            "%s %,d frames of %,d flights",
            order.provenance().network().name(),
            missing.frames(),
            tasks.size());
    shift.render(
        new Shift.Load(missing.frames(), missing.flop()),
        shift.lot(description, List.copyOf(tasks.values())),
        new FlightWorker(order, shift.done()),
        IndexTable.FRAMES,
        new FlightCraft(tasks, order.provenance()));
    Set<String> failed = new HashSet<>();
    missing().flights().forEach(flight -> failed.add(flight.name()));
    return failed;
  }

  /** Leaves a claimed gallery to other jobs. */
  @Override
  public void close() {
    claim.close();
  }
}
