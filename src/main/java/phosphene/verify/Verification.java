package phosphene.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import phosphene.cluster.Cluster;
import phosphene.cluster.Dispatch;
import phosphene.cluster.GalleryListing;
import phosphene.cluster.HashPartitions;
import phosphene.cluster.JobStage;
import phosphene.gallery.Findings;
import phosphene.gallery.Layout;
import phosphene.gallery.Manifest;
import phosphene.gallery.Rule;
import phosphene.gallery.VerificationResult;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.index.UnitsTable;
import phosphene.gallery.lease.Lease;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.JobKinds;
import phosphene.job.run.Expectation;
import phosphene.job.run.Expectation.Expected;
import phosphene.job.run.NetworkSource;
import phosphene.spec.Job;
import phosphene.spec.JobFile;
import phosphene.spec.Origins;
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
  private final Optional<List<Expected>> expected;
  private final Optional<Rerender> again;
  private Optional<Lease> lease = Optional.empty();
  private Damage damage = new Damage(); // that the last look found

  private Verification(
      ObjectStore store,
      Configuration storage,
      Manifest manifest,
      Optional<List<Expected>> expected,
      Optional<Rerender> again) {
    this.store = store;
    this.storage = storage;
    this.manifest = manifest;
    this.expected = expected;
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
   * What a repair removed.
   *
   * @param files of the index that could not be read
   * @param rows of damaged pictures, and all others of the flights that these are of
   * @param pictures that were missing or damaged
   */
  public record Removed(long files, long rows, long pictures) {}

  /**
   * Reads what the gallery says of itself, and its network where that is needed.
   *
   * @throws SpecException if there is no gallery, or its network is not at hand
   */
  public static Verification of(String gallery, VerificationScope scope, Configuration storage) {
    ObjectStore store = HadoopStore.asked(gallery, storage);
    Manifest manifest = Manifest.read(store);
    JobFile jobs = JobKinds.file();
    Job job = jobs.read(Layout.MANIFEST, manifest.jobFile(), scope.settings());
    Origins origins = jobs.origins(Layout.MANIFEST, manifest.jobFile(), scope.settings());
    try {
      return of(store, manifest, job, scope, origins, storage);
    } catch (SpecException e) {
      throw origins.placed(e);
    }
  }

  private static Verification of(
      ObjectStore store,
      Manifest manifest,
      Job job,
      VerificationScope scope,
      Origins origins,
      Configuration storage) {
    Optional<Expectation<Job>> expectation =
        JobKinds.of(job)
            .expectation()
            .filter(any -> scope.completeness() == VerificationScope.Completeness.REQUIRED);
    if (expectation.isEmpty() && scope.sample().isEmpty()) {
      return new Verification(store, storage, manifest, Optional.empty(), Optional.empty());
    }
    NetworkSource source = scope.source(store, manifest, job, origins, storage);
    Optional<List<Expected>> expected = expectation.map(of -> of.of(job, source.network()));
    Optional<Rerender> again =
        scope
            .sample()
            .map(some -> Rerender.of(manifest, job, source, some, storage, scope.version()));
    return new Verification(store, storage, manifest, expected, again);
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
  public VerificationResult verify(Cluster cluster, int most, Progress progress)
      throws InterruptedException {
    Findings findings = new Findings(most);
    Lease.holder(store)
        .filter(who -> lease.isEmpty())
        .ifPresent(
            who ->
                findings.note(
                    "A job is writing to it, so what it has begun may look like a problem: "
                        + who));
    return look(cluster, findings, again, progress);
  }

  private VerificationResult look(
      Cluster cluster, Findings findings, Optional<Rerender> sample, Progress progress)
      throws InterruptedException {
    damage = new Damage();
    JavaSparkContext spark = cluster.context();
    spark.setJobDescription("verify " + store.uri());
    index(spark, findings);
    if (findings.trouble() > 0) {
      findings.note("Nothing else was looked at: the index is damaged");
      return findings.verdict(
          new VerificationResult.Stock(store.uri(), manifest.kind(), network(), 0, 0, 0, 0, 0));
    }
    try (IndexSnapshot books = IndexSnapshot.of(cluster, store);
        GalleryListing inventory = GalleryListing.of(store.uri(), cluster)) {
      books.single(findings);
      expected.ifPresent(pictures -> books.planned(pictures, findings));
      books.owned(inventory.found(), findings);
      leftovers().find(inventory, findings);
      objects(cluster, spark, books, findings, progress);
      UndrawnNotes.look(books, findings);
      if (sample.isPresent()) {
        sample.get().run(cluster, store, books, findings);
      }
      return findings.verdict(stock(books));
    }
  }

  private String network() {
    return manifest.provenance().network().name();
  }

  private VerificationResult.Stock stock(IndexSnapshot books) {
    return new VerificationResult.Stock(
        store.uri(),
        manifest.kind(),
        network(),
        books.count(TileRow.RENDERED),
        books.count(TileRow.DEAD),
        books.count(TileRow.FAILED),
        books.count(TileRow.SKIPPED),
        books.bytes());
  }

  private void index(JavaSparkContext spark, Findings findings) throws InterruptedException {
    List<String> files =
        JobKinds.tables().stream()
            .flatMap(table -> table.files(store).stream())
            .collect(Collectors.toCollection(ArrayList::new));
    if (new UnitsTable(store).exists()) {
      files.add(UnitsTable.CONTENTS);
    }
    findings.checked(Rule.INDEX, files.size());
    new Dispatch<>(spark, new IndexCheck(store.uri()))
        .run(
            Dispatch.lot(spark, "index of " + store.uri(), files),
            examined -> found(examined, findings),
            () -> {});
  }

  private void found(CheckResult examined, Findings findings) {
    examined.problems().forEach(findings::found);
    examined.damaged().forEach(damage::add);
  }

  private void objects(
      Cluster cluster,
      JavaSparkContext spark,
      IndexSnapshot books,
      Findings findings,
      Progress progress)
      throws InterruptedException {
    long count = books.objects();
    int parts = (int) Math.max((long) cluster.slots() * TASKS_PER_SLOT, count / ROWS);
    progress.begin(count);
    try {
      new Dispatch<>(spark, new ObjectCheck(store.uri()))
          .run(
              List.of(new JobStage<>("pictures of " + store.uri(), portions(books.drawn(), parts))),
              examined -> {
                findings.checked(Rule.PRESENT, examined.things());
                findings.checked(Rule.INTACT, examined.things() - absent(examined));
                found(examined, findings);
                progress.read(examined.things());
              },
              () -> {});
    } finally {
      progress.end();
    }
  }

  private static long absent(CheckResult examined) {
    return examined.damaged().stream().filter(found -> found.rule() == Rule.PRESENT).count();
  }

  /** Pictures in so many portions, one a task. */
  public static JavaRDD<List<IndexedImage>> portions(JavaRDD<IndexedImage> drawn, int parts) {
    return HashPartitions.by(IndexedImage::path, drawn, parts).glom();
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
    return locked(cluster, () -> leftovers().remove(cluster));
  }

  /**
   * Removes from a locked gallery what the verification before found to be damaged: files of the
   * index; rows whose picture is missing or another than they say, and such pictures. What has no
   * row then is drawn by the job's next run.
   *
   * @param progress of a second look, if damage to the index has ended the first
   */
  public Removed repair(Cluster cluster, Progress progress) throws InterruptedException {
    return locked(
        cluster,
        () -> {
          Repair repair = new Repair(cluster, store);
          long files = damage.files().size();
          repair.index(damage);
          if (files > 0) {
            look(cluster, new Findings(0), Optional.empty(), progress);
          }
          return new Removed(files, repair.pictures(damage), damage.pictures().size());
        });
  }

  private <T> T locked(Cluster cluster, Lease.Work<T> work) throws InterruptedException {
    return lease
        .orElseThrow(() -> new IllegalStateException("not locked"))
        .during(cluster.application(), work);
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
