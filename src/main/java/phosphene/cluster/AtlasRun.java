package phosphene.cluster;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.Index;
import phosphene.gallery.IndexTable;
import phosphene.gallery.IndexWriter;
import phosphene.gallery.Lease;
import phosphene.gallery.Manifest;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.Patience;
import phosphene.gallery.Provenance;
import phosphene.gallery.StoreException;
import phosphene.gallery.Summary;
import phosphene.gallery.Tariff;
import phosphene.gallery.TileRow;
import phosphene.network.Network;
import phosphene.plan.Plan;
import phosphene.plan.Task;
import phosphene.plan.TileKey;
import phosphene.plan.Unit;
import phosphene.spec.AtlasJob;
import phosphene.spec.SpecException;

/**
 * An atlas job from its claim on the gallery to the last sheet. What can be refused is refused when
 * it is made, before Spark starts. The gallery is the job's until it is closed.
 */
public final class AtlasRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AtlasRun.class);

  private final AtlasJob job;
  private final NetworkSource source;
  private final Plan plan;
  private final Plan missing;
  private final Provenance provenance;
  private final NaturalMaxima natural;
  private final ObjectStore store;
  private final Lease lease;

  private AtlasRun(
      AtlasJob job,
      NetworkSource source,
      Plan plan,
      Plan missing,
      Provenance provenance,
      NaturalMaxima natural,
      Lease lease) {
    this.job = job;
    this.source = source;
    this.plan = plan;
    this.missing = missing;
    this.provenance = provenance;
    this.natural = natural;
    this.store = Patience.standard().of(lease.place());
    this.lease = lease;
  }

  /**
   * A job before it runs.
   *
   * @param plan all that it asks for
   * @param missing what its gallery does not hold yet
   */
  public record Outlook(Plan plan, Plan missing) {}

  /**
   * Looks a job and its gallery up; claims and writes nothing.
   *
   * @param version of Phosphene
   * @throws SpecException if the network does not have what the job names, its gallery of scans is
   *     none, or the output holds another job's gallery
   */
  public static Outlook outlook(
      AtlasJob job, NetworkSource source, Configuration storage, String version) {
    Plan plan = plan(job, source);
    NaturalMaxima.of(job, source, storage);
    try {
      ObjectStore store = HadoopStore.open(job.output(), storage);
      Manifest.check(store, manifest(job, provenance(job, source, version)));
      return new Outlook(plan, missing(plan, store));
    } catch (StoreException e) {
      throw e.ofPlace();
    }
  }

  private static Plan plan(AtlasJob job, NetworkSource source) {
    Network network = source.network();
    return Plan.of(job, network.architecture(), network.sha256(), network.labels());
  }

  private static Provenance provenance(AtlasJob job, NetworkSource source, String version) {
    return new Provenance(
        source.named(),
        job.rendering().objective().json(),
        job.rendering().recipe().json(),
        job.seed(),
        version);
  }

  private static Manifest manifest(AtlasJob job, Provenance provenance) {
    return new Manifest(TileKey.FORMAT, "atlas", provenance, job.json());
  }

  /**
   * Claims the job's gallery and finds what is missing there.
   *
   * @param version of Phosphene
   * @param tell hears why it takes long, then and later
   * @throws phosphene.spec.SpecException if the network does not have what the job names, its
   *     gallery of scans is none, or the output cannot be written, holds another job's gallery, or
   *     another job writes there
   */
  public static AtlasRun prepare(
      AtlasJob job,
      NetworkSource source,
      Configuration storage,
      String version,
      Consumer<String> tell)
      throws InterruptedException {
    Plan plan = plan(job, source);
    Provenance provenance = provenance(job, source, version);
    NaturalMaxima natural = NaturalMaxima.of(job, source, storage);
    try {
      ObjectStore store = HadoopStore.open(job.output(), storage);
      Lease lease = Lease.claim(store, manifest(job, provenance), tell);
      try {
        return new AtlasRun(job, source, plan, missing(plan, store), provenance, natural, lease);
      } catch (RuntimeException e) {
        lease.close();
        throw e;
      }
    } catch (StoreException e) { // nothing has begun
      throw e.ofPlace();
    }
  }

  private static Plan missing(Plan plan, ObjectStore store) {
    Map<String, Index.Known> known = Index.known(store);
    return plan.without(
        known.values().stream()
            .filter(Index.Known::drawn)
            .map(Index.Known::key)
            .collect(Collectors.toSet()));
  }

  /** All that the job asks for. */
  public Plan plan() {
    return plan;
  }

  /** What the index does not hold yet. */
  public Plan missing() {
    return missing;
  }

  /** Where the gallery is, as a URI. */
  public String output() {
    return store.uri();
  }

  /** The gallery, which takes nothing that is not the job's to write. */
  public ObjectStore store() {
    return store;
  }

  /** True if the gallery holds all that the job asks for, contact sheets included. */
  public boolean finished() {
    return missing.tiles().isEmpty()
        && sheets().owed(Set.of(), store).isEmpty()
        && behind().isEmpty()
        && crops().owed().isEmpty();
  }

  private Crops crops() {
    return new Crops(plan, natural, store);
  }

  /** Rows of tiles that were entered before the photos were scanned, or before the last of them. */
  private List<TileRow> behind() {
    if (natural.units().isEmpty()) {
      return List.of();
    }
    List<TileRow> behind = new ArrayList<>();
    for (TileRow row : Index.tiles(store).values()) {
      Double max = natural.of(new Unit(row.layer(), row.layerIndex(), row.channel())).orElse(null);
      TileRow told = row.natural(max);
      boolean known = max == null || (max.equals(row.naturalMax()) && same(told, row));
      if (!known && !row.status().equals(TileRow.FAILED)) {
        behind.add(told);
      }
    }
    return behind;
  }

  private static boolean same(TileRow told, TileRow row) {
    return java.util.Objects.equals(told.naturalRatio(), row.naturalRatio());
  }

  private void catchUp() {
    List<TileRow> behind = behind();
    try (IndexWriter<TileRow> index =
        new IndexWriter<>(
            IndexTable.TILES, store, IndexWriter.Limits.standard(), Clock.systemUTC())) {
      behind.forEach(row -> index.add(lease.rows().on(row)));
    }
    LOG.info("Entered what photos say of {} tiles", behind.size());
  }

  private Sheets sheets() {
    return new Sheets(job, source.network(), plan);
  }

  /**
   * Renders what is missing, then the contact sheets of the layers that changed or have none, and
   * leaves a summary in the gallery.
   *
   * @param batch tiles that pass the network together, at most; the bytes do not depend on it
   * @param tariff for the summary
   * @throws InterruptedException if this thread is interrupted; the tiles of finished tasks are in
   *     the index
   * @throws StoreException if another job has taken the gallery over, or the store fails
   */
  public Summary render(Cluster cluster, int batch, Optional<Tariff> tariff, Watch watch)
      throws InterruptedException {
    Shift.Title title = Shift.Title.of("atlas", provenance, tariff);
    return lease.during(
        cluster.application(),
        () ->
            Shift.run(
                cluster,
                new Shift.Place(lease.place(), lease.rows()),
                title,
                watch,
                shift -> work(cluster, batch, shift)));
  }

  private void work(Cluster cluster, int batch, Shift shift) throws InterruptedException {
    // A sheet that is there is complete: a job that dies before it draws them owes them.
    Sheets.remove(missing.layers().keySet(), store);
    catchUp();
    tiles(shift, missing.tasks(cluster.slots()), batch);
    DerivedOutputs outputs = new DerivedOutputs(shift);
    outputs.sheets("the contact sheets", this::sheets);
    outputs.sheets("the photos that excite units", any -> crops().draw(cluster, any));
  }

  private void sheets(DerivedOutputs outputs) throws InterruptedException {
    List<SheetTask> owed = sheets().owed(missing.layers().keySet(), store);
    Shift shift = outputs.shift();
    outputs.draw(
        provenance.network().name() + " contact sheets of " + owed.size() + " layers",
        shift.parallel(owed),
        new SheetWorker(store.uri(), shift.done()),
        sheet -> LOG.debug("Wrote {}", sheet));
    LOG.info("Drew {} contact sheets", owed.size());
  }

  /** Spark shows a job a layer, all under way at once: the tasks of the next fill what is free. */
  private void tiles(Shift shift, List<Task> tasks, int batch) throws InterruptedException {
    shift.ship(source.file());
    Map<String, List<Task>> layers =
        tasks.stream()
            .collect(Collectors.groupingBy(Task::layer, LinkedHashMap::new, Collectors.toList()));
    List<Lot<Task>> lots =
        layers.values().stream()
            .flatMap(layer -> shift.lot(description(layer), layer).stream())
            .toList();
    shift.render(
        new Shift.Load(missing.tiles().size(), missing.flop()),
        lots,
        new TileWorker(source.ticket(), provenance, store.uri(), batch, shift.done()),
        IndexTable.TILES,
        new TileCraft(missing, provenance, natural));
  }

  /** Such as {@code vgg19 block4_conv1 0-63}. */
  private String description(List<Task> layer) {
    List<Integer> channels =
        layer.stream()
            .flatMap(task -> task.tiles().stream())
            .map(tile -> tile.unit().channel())
            .toList();
    return String.join(
        " ", provenance.network().name(), layer.get(0).layer(), Ranges.text(channels));
  }

  /** Leaves the gallery to other jobs. */
  @Override
  public void close() {
    lease.close();
  }
}
