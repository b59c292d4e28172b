package phosphene.cluster;

import java.util.Optional;
import java.util.function.Consumer;
import phosphene.gallery.Lease;
import phosphene.gallery.Manifest;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.Patience;
import phosphene.gallery.Summary;
import phosphene.gallery.Tariff;

/** A job and its gallery, which is the job's from when it is claimed until this is closed. */
public abstract class ClaimedRun implements AutoCloseable {
  private final ObjectStore place;
  private final Manifest manifest;
  private ObjectStore store;
  private Optional<Lease> lease = Optional.empty();

  ClaimedRun(ObjectStore store, Manifest manifest) {
    this.place = store;
    this.store = store;
    this.manifest = manifest;
  }

  /**
   * Claims the job's gallery.
   *
   * @param tell hears why it takes long, then and later
   * @throws phosphene.spec.SpecException if the output cannot be written, holds another job's
   *     gallery, or another job writes there
   */
  public final void claim(Consumer<String> tell) throws InterruptedException {
    Lease claimed = Lease.claim(place, manifest, tell);
    lease = Optional.of(claimed);
    store = Patience.standard().of(claimed.place());
  }

  /**
   * Looks whether the job's gallery could be claimed, and leaves the place as it is.
   *
   * @throws phosphene.spec.SpecException if it holds another job's gallery
   */
  public final void check() {
    Manifest.check(place, manifest);
  }

  /** Where the gallery is, as a URI. */
  public final String output() {
    return place.uri();
  }

  /** The gallery; once it is claimed it takes nothing that is not the job's to write. */
  public final ObjectStore store() {
    return store;
  }

  /** Does work on the claimed gallery, and leaves a summary there. */
  final Summary run(Cluster cluster, Optional<Tariff> tariff, Watch watch, Shift.Work work)
      throws InterruptedException {
    Shift.Title title = Shift.Title.of(manifest.kind(), manifest.provenance(), tariff);
    Lease claimed = lease.orElseThrow(() -> new IllegalStateException("not claimed"));
    return claimed.during(
        cluster.application(),
        () ->
            Shift.run(
                cluster, new Shift.Place(claimed.place(), claimed.rows()), title, watch, work));
  }

  /** Leaves a claimed gallery to other jobs. */
  @Override
  public final void close() {
    lease.ifPresent(Lease::close);
  }
}
