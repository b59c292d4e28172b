package phosphene.cluster;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import phosphene.gallery.Findings;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.IndexTable;
import phosphene.gallery.Lease;
import phosphene.gallery.Manifest;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.PendingUploads;
import phosphene.gallery.Problem;
import phosphene.gallery.Rule;
import phosphene.gallery.StoreException;
import phosphene.gallery.TileRow;
import phosphene.gallery.Verdict;
import phosphene.gallery.Walk.Found;
import phosphene.network.Network;
import phosphene.plan.Plan;
import phosphene.plan.TileKey;
import phosphene.spec.AtlasJob;
import phosphene.spec.Job;
import phosphene.spec.JobFile;
import phosphene.spec.SpecException;

/**
 * A look whether a gallery is what its index says: Spark reads all objects, the driver holds counts
 * and the first problems. To be closed if it was locked.
 */
public final class Verification implements AutoCloseable {
  private static final int ROWS = 256;
  private static final int TASKS_PER_SLOT = 4;
  // Longer than an object takes to be written, clocks that differ included.
  private static final Duration OLD = Duration.ofMinutes(10);
  private static final List<String> SETTINGS = List.of("network", "weights", "photos");

  private final ObjectStore store;
  private final Configuration storage;
  private final Manifest manifest;
  private final Optional<Plan> plan;
  private final Optional<Rerender> again;
  private Optional<Lease> lease = Optional.empty();

  private Verification(
      ObjectStore store,
      Configuration storage,
      Manifest manifest,
      Optional<Plan> plan,
      Optional<Rerender> again) {
    this.store = store;
    this.storage = storage;
    this.manifest = manifest;
    this.plan = plan;
    this.again = again;
  }

  /**
   * What is to be looked at.
   *
   * @param settings where network, weights and photos are now, as {@code key=value}
   * @param cache folder of fetched weights
   * @param completeness whether an atlas must hold all that its job asks for
   * @param sample what is rendered again
   * @param version of Phosphene here
   */
  public record Scope(
      List<String> settings,
      Path cache,
      Completeness completeness,
      Optional<Sample> sample,
      String version) {
    public Scope {
      settings = List.copyOf(settings);
    }
  }

  /** Whether the tiles that a job asks for are looked for. */
  public enum Completeness {
    REQUIRED,
    LEFT_OUT
  }

  /**
   * Pictures that are drawn by lot.
   *
   * @param count of them, at most
   * @param seed of the lot
   */
  public record Sample(int count, long seed) {}

  /** Follows a verification. */
  public interface Progress {
    /** So many pictures are to be read. */
    void begin(long pictures);

    /** So many more have been. */
    void read(long pictures);

    /** All have been. */
    void end();
  }

  /**
   * Reads what the gallery says of itself, and its network where that is needed.
   *
   * @throws SpecException if there is no gallery, or its network is not at hand
   */
  public static Verification of(String gallery, Scope scope, Configuration storage) {
    scope.settings().forEach(Verification::requirePlace);
    ObjectStore store = HadoopStore.open(gallery, storage);
    Manifest manifest = Manifest.read(store);
    if (manifest.format() != TileKey.FORMAT) {
      throw new SpecException(
          "Cannot verify "
              + store.uri()
              + ": it has format "
              + manifest.format()
              + " (this version knows "
              + TileKey.FORMAT
              + ")");
    }
    Job job = JobFile.read("gallery.json", manifest.jobFile(), scope.settings());
    boolean planned = job instanceof AtlasJob && scope.completeness() == Completeness.REQUIRED;
    if (!planned && scope.sample().isEmpty()) {
      return new Verification(store, storage, manifest, Optional.empty(), Optional.empty());
    }
    NetworkSource source = source(store, manifest, job, scope, storage);
    Network network = source.network();
    Optional<Plan> plan =
        planned
            ? Optional.of(
                Plan.of((AtlasJob) job, network.architecture(), network.sha256(), network.labels()))
            : Optional.empty();
    Optional<Rerender> again =
        scope
            .sample()
            .map(some -> Rerender.of(manifest, job, source, some, storage, scope.version()));
    return new Verification(store, storage, manifest, plan, again);
  }

  private static void requirePlace(String setting) {
    if (SETTINGS.stream().noneMatch(key -> setting.startsWith(key + "="))) {
      throw new SpecException(
          "Invalid --set: "
              + setting
              + " (must be network, weights or photos: where they are now)");
    }
  }

  private static NetworkSource source(
      ObjectStore store, Manifest manifest, Job job, Scope scope, Configuration storage) {
    String hint = " (name them with --set weights=PLACE, or leave the plan out with --no-plan)";
    NetworkSource source;
    try {
      source = NetworkSource.open(job.network(), scope.cache(), storage);
    } catch (SpecException e) {
      throw new SpecException("Cannot verify " + store.uri() + ": " + e.getMessage() + hint, e);
    }
    String here = source.network().sha256();
    String there = manifest.provenance().network().sha256();
    if (!here.equals(there)) {
      throw new SpecException(
          "Cannot verify "
              + store.uri()
              + ": the weights at hand are "
              + here
              + ", the gallery's "
              + there
              + hint);
    }
    return source;
  }

  /** The gallery, as a URI. */
  public String uri() {
    return store.uri();
  }

  /**
   * Looks at all of it.
   *
   * @param most problems of each rule that are told
   */
  public Verdict verify(Cluster cluster, int most, Progress progress) throws InterruptedException {
    Findings findings = new Findings(most);
    Lease.holder(store)
        .filter(who -> lease.isEmpty())
        .ifPresent(
            who ->
                findings.note(
                    "A job is writing to it, so what it has begun may look like a problem: "
                        + who));
    JavaSparkContext spark = cluster.context();
    spark.setJobDescription("verify " + store.uri());
    index(spark, findings);
    if (findings.trouble() > 0) {
      findings.note("Nothing else was looked at: the index is damaged");
      return findings.verdict(
          new Verdict.Stock(store.uri(), manifest.kind(), network(), 0, 0, 0, 0));
    }
    try (Books books = Books.of(cluster, store);
        Inventory inventory = Inventory.of(store.uri(), cluster)) {
      books.single(findings);
      plan.ifPresent(tiles -> books.planned(tiles, findings));
      books.owned(inventory.found(), findings);
      tidy(inventory.found(), findings);
      objects(cluster, spark, books, findings, progress);
      if (again.isPresent()) {
        again.get().run(cluster, store, findings);
      }
      return findings.verdict(stock(books));
    }
  }

  private String network() {
    return manifest.provenance().network().name();
  }

  private Verdict.Stock stock(Books books) {
    return new Verdict.Stock(
        store.uri(),
        manifest.kind(),
        network(),
        books.count(TileRow.RENDERED),
        books.count(TileRow.DEAD),
        books.count(TileRow.FAILED),
        books.bytes());
  }

  private void index(JavaSparkContext spark, Findings findings) throws InterruptedException {
    List<String> files =
        IndexTable.ALL.stream()
            .flatMap(table -> store.list(table.folder()).stream())
            .map(ObjectStore.Entry::name)
            .filter(name -> name.endsWith(".parquet"))
            .toList();
    findings.checked(Rule.INDEX, files.size());
    new Dispatch<>(spark, new IndexCheck(store.uri()))
        .run(
            Dispatch.lot(spark, "index of " + store.uri(), files),
            problems -> problems.forEach(findings::found),
            () -> {});
  }

  private void tidy(JavaRDD<Found> found, Findings findings) {
    findings.checked(Rule.TIDY, found.count());
    JavaRDD<Problem> left = found.filter(new Left()).map(new Told());
    findings.found(Rule.TIDY, left.count(), left.takeOrdered(findings.most(), new InOrder()));
    PendingUploads.below(store.uri(), storage)
        .ifPresent(
            uploads ->
                uploads.each(
                    upload -> {
                      findings.checked(Rule.TIDY, 1);
                      findings.found(
                          new Problem(
                              Rule.TIDY,
                              upload.name(),
                              "",
                              "an upload that began at " + upload.begun() + " and never ended"));
                    }));
  }

  private void objects(
      Cluster cluster, JavaSparkContext spark, Books books, Findings findings, Progress progress)
      throws InterruptedException {
    JavaRDD<Drawn> drawn = books.drawn();
    long count = books.count(TileRow.RENDERED) + books.count(TileRow.DEAD);
    int parts = (int) Math.max((long) cluster.slots() * TASKS_PER_SLOT, count / ROWS);
    progress.begin(count);
    try {
      new Dispatch<>(spark, new ObjectCheck(store.uri()))
          .run(
              List.of(new Lot<>("pictures of " + store.uri(), drawn.repartition(parts).glom())),
              examined -> {
                findings.checked(Rule.PRESENT, examined.rows());
                findings.checked(Rule.INTACT, examined.objects());
                examined.problems().forEach(findings::found);
                progress.read(examined.rows());
              },
              () -> {});
    } finally {
      progress.end();
    }
  }

  /**
   * Keeps jobs from writing to the gallery until this is closed.
   *
   * @param tell hears why it takes long
   * @throws SpecException if a job writes to it
   */
  public void lock(Consumer<String> tell) throws InterruptedException {
    lease = Optional.of(Lease.take(store, tell));
  }

  /**
   * Removes what killed writers left, if it is older than any writing takes, from a locked gallery.
   *
   * @return how much was removed
   */
  public long clean(Cluster cluster) throws InterruptedException {
    return lease
        .orElseThrow(() -> new IllegalStateException("not locked"))
        .during(cluster.application(), () -> cleaned(cluster));
  }

  private long cleaned(Cluster cluster) throws InterruptedException {
    JavaSparkContext spark = cluster.context();
    long[] removed = {0};
    try (Inventory inventory = Inventory.of(store.uri(), cluster)) {
      long before = Clock.systemUTC().millis() - OLD.toMillis();
      new Dispatch<>(spark, new Sweep(store.uri(), before))
          .run(
              List.of(
                  new Lot<>(
                      "leftovers of " + store.uri(), inventory.found().filter(new IsLeftover()))),
              count -> removed[0] += count,
              () -> {});
    }
    int aborted =
        PendingUploads.below(store.uri(), storage)
            .map(uploads -> uploads.abort(OLD, Clock.systemUTC().instant()))
            .orElse(0);
    return removed[0] + aborted;
  }

  /** Leaves a locked gallery to jobs. */
  @Override
  public void close() {
    lease.ifPresent(Lease::close);
  }

  private record IsLeftover() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return found instanceof Found.Leftover;
    }
  }

  /** What should not be there, and what cannot be looked into. */
  private record Left() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return found instanceof Found.Leftover || found instanceof Found.Locked;
    }
  }

  private record Told() implements Function<Found, Problem> {
    @Override
    public Problem call(Found found) {
      String message =
          found instanceof Found.Locked locked
              ? "a folder that cannot be listed: " + locked.message()
              : "a file that a killed writer left";
      return new Problem(Rule.TIDY, found.name(), "", message);
    }
  }

  private record InOrder() implements Comparator<Problem>, Serializable {
    @Override
    public int compare(Problem one, Problem other) {
      return one.compareTo(other);
    }
  }

  /** Reads a file of the index. */
  private record IndexCheck(String gallery) implements Dispatch.Work<String, List<Problem>> {
    @Override
    public List<Problem> work(String file) {
      try {
        IndexTable.read(HadoopStore.open(gallery, Storage.settings(SparkEnv.get().conf())), file);
        return List.of();
      } catch (StoreException e) {
        return List.of(new Problem(Rule.INDEX, file, "", String.valueOf(e.getMessage())));
      }
    }
  }
}
