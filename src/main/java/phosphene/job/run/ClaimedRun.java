package phosphene.job.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import phosphene.cluster.Cluster;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.Manifest;
import phosphene.gallery.RowOrder;
import phosphene.gallery.SlotPrice;
import phosphene.gallery.Summary;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.lease.Lease;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.RetryPolicy;

/** A run of a job and its claim on the gallery, which ends when this is closed. */
public abstract class ClaimedRun implements AutoCloseable {
  private final ObjectStore place;
  private final Manifest manifest;
  private final GalleryPlaces places;
  private ObjectStore store;
  private Optional<Lease> lease = Optional.empty();

  /**
   * A run that has claimed nothing yet.
   *
   * @param places of the job's objects in its gallery
   */
  protected ClaimedRun(ObjectStore store, Manifest manifest, GalleryPlaces places) {
    this.place = store;
    this.store = store;
    this.manifest = manifest;
    this.places = places;
  }

  /** What is to be done, if that can be said without Spark. */
  public Optional<PlannedWork> plannedWork() {
    return Optional.empty();
  }

  /**
   * What is to be done.
   *
   * @throws phosphene.spec.SpecException if there is nothing that the job could be done with
   */
  public PlannedWork plannedWork(Cluster cluster) {
    return plannedWork().orElseThrow();
  }

  /** Where what it makes is, beside the pages. */
  public abstract List<OutputPlace> outputs();

  /** Where the tables of the index are that a person may want to ask. */
  public abstract List<OutputPlace> index();

  /** What may be tried when it is done. */
  public abstract List<Hint> hints();

  /** The pages of its gallery; empty if it has none. */
  public Optional<GalleryPages> pages() {
    return Optional.empty();
  }

  /**
   * Claims the job's gallery.
   *
   * @param log takes lines that say why it takes long, now and later
   * @throws phosphene.spec.SpecException if the output cannot be written, holds another job's
   *     gallery, or another job writes there
   */
  public void claim(Consumer<String> log) throws InterruptedException {
    Lease claimed = Lease.claim(place, manifest, log);
    lease = Optional.of(claimed);
    store = RetryPolicy.standard().of(claimed.place());
  }

  /**
   * Looks whether the job's gallery could be claimed, and leaves the place as it is.
   *
   * @throws phosphene.spec.SpecException if it holds another job's gallery
   */
  public void check() {
    Manifest.check(place, manifest);
  }

  /** The names of renderings that the gallery holds and this job does not, in order. */
  public final List<String> otherRenderings() {
    return Manifest.check(place, manifest).stream()
        .flatMap(there -> there.renderings().keySet().stream())
        .filter(name -> !manifest.renderings().containsKey(name))
        .toList();
  }

  /** Where the gallery is, as a URI. */
  public final String output() {
    return place.uri();
  }

  /** Where the gallery is, or comes to be; a store that fails is not asked again. */
  protected final ObjectStore place() {
    return place;
  }

  /** The gallery; once it is claimed it takes nothing that is not the job's to write. */
  public final ObjectStore store() {
    return store;
  }

  /** The table of the index that its images are in. */
  protected static OutputPlace index(IndexTable<?> table) {
    return new OutputPlace("Index", table.folder());
  }

  /** What the rows of a claimed gallery are counted by. */
  protected final RowOrder.Counter rows() {
    return claimed().rows();
  }

  private Lease claimed() {
    return lease.orElseThrow(() -> new IllegalStateException("not claimed"));
  }

  /** Does work on the claimed gallery, and leaves a summary there. */
  protected final Summary run(
      Cluster cluster, Optional<SlotPrice> tariff, JobListener listener, JobRun.Work work)
      throws InterruptedException {
    JobRun.Title title = JobRun.Title.of(manifest, tariff);
    Lease claimed = claimed();
    return claimed.during(
        cluster.application(),
        () ->
            JobRun.run(
                cluster,
                new JobRun.Place(claimed.place(), claimed.rows(), places),
                title,
                listener,
                work));
  }

  /** Leaves a claimed gallery to other jobs. */
  @Override
  public final void close() {
    lease.ifPresent(Lease::close);
  }
}
