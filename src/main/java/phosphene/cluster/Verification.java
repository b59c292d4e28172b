package phosphene.cluster;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import phosphene.gallery.Findings;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.IndexTable;
import phosphene.gallery.Lease;
import phosphene.gallery.Manifest;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.Rule;
import phosphene.gallery.TileRow;
import phosphene.gallery.Verdict;
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
  public static Verification of(String gallery, VerificationScope scope, Configuration storage) {
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
    boolean planned =
        job instanceof AtlasJob && scope.completeness() == VerificationScope.Completeness.REQUIRED;
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

  private static NetworkSource source(
      ObjectStore store,
      Manifest manifest,
      Job job,
      VerificationScope scope,
      Configuration storage) {
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
      leftovers().find(inventory, findings);
      objects(cluster, spark, books, findings, progress);
      if (again.isPresent()) {
        again.get().run(cluster, store, books, findings);
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

  private void objects(
      Cluster cluster, JavaSparkContext spark, Books books, Findings findings, Progress progress)
      throws InterruptedException {
    long count = books.count(TileRow.RENDERED) + books.count(TileRow.DEAD);
    int parts = (int) Math.max((long) cluster.slots() * TASKS_PER_SLOT, count / ROWS);
    progress.begin(count);
    try {
      new Dispatch<>(spark, new ObjectCheck(store.uri()))
          .run(
              List.of(new Lot<>("pictures of " + store.uri(), portions(books.drawn(), parts))),
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

  /** Pictures in so many portions, one a task. */
  static JavaRDD<List<Drawn>> portions(JavaRDD<Drawn> drawn, int parts) {
    return Scatter.by(Drawn::path, drawn, parts).glom();
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
        .during(cluster.application(), () -> leftovers().remove(cluster));
  }

  private Leftovers leftovers() {
    return new Leftovers(store.uri(), storage);
  }

  /** Leaves a locked gallery to jobs. */
  @Override
  public void close() {
    lease.ifPresent(Lease::close);
  }
}
