package phosphene.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import phosphene.cluster.Cluster;
import phosphene.gallery.Findings;
import phosphene.gallery.Layout;
import phosphene.gallery.Manifest;
import phosphene.gallery.VerificationResult;
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
 * Checks whether a gallery is what its index says. Spark reads all objects; the driver holds counts
 * and the first problems. To be closed if it was locked.
 */
public final class Verification implements AutoCloseable {
  private final ObjectStore store;
  private final Configuration storage;
  private final Manifest manifest;
  private final Optional<List<Expected>> expected;
  private final Optional<Rerender> rerender;
  private Optional<Lease> lease = Optional.empty();
  private Damage damage = new Damage(); // that the last look found

  private Verification(
      ObjectStore store,
      Configuration storage,
      Manifest manifest,
      Optional<List<Expected>> expected,
      Optional<Rerender> rerender) {
    this.store = store;
    this.storage = storage;
    this.manifest = manifest;
    this.expected = expected;
    this.rerender = rerender;
  }

  /** Follows a verification. */
  public interface Progress {
    /** So many images are to be read. */
    void begin(long images);

    /** So many more have been. */
    void read(long images);

    /** All have been. */
    void end();
  }

  /**
   * What a repair removed.
   *
   * @param files of the index that could not be read
   * @param rows of damaged images, and all others of the flights that these are of
   * @param images that were missing or damaged
   */
  public record Removed(long files, long rows, long images) {}

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
    Optional<List<Expected>> expected = expectation.map(of -> of.of(job, source.network(), storage));
    Optional<Rerender> rerender =
        scope
            .sample()
            .map(some -> Rerender.of(manifest, job, source, some, storage, scope.version()));
    return new Verification(store, storage, manifest, expected, rerender);
  }

  /** The gallery, as a URI. */
  public String uri() {
    return store.uri();
  }

  /**
   * Looks at all of it.
   *
   * @param most problems of each rule that are reported
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
    return look(cluster, findings, rerender, progress);
  }

  private VerificationResult look(
      Cluster cluster, Findings findings, Optional<Rerender> sample, Progress progress)
      throws InterruptedException {
    damage = new Damage();
    return new GalleryCheck(cluster, store, manifest, findings, damage)
        .run(leftovers(), expected, sample, progress);
  }

  /**
   * Keeps jobs from writing to the gallery until this is closed.
   *
   * @param log takes lines that say why it takes long
   * @throws SpecException if a job writes to it
   */
  public void lock(Consumer<String> log) throws InterruptedException {
    lease = Optional.of(Lease.take(store, log));
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
   * index; rows whose image is missing or another than they say, and such images. What has no row
   * then is made by the job's next run.
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
          return new Removed(files, repair.images(damage), damage.images().size());
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
