package phosphene.cluster;

import java.util.Optional;
import java.util.function.Consumer;
import phosphene.gallery.Lease;
import phosphene.gallery.Manifest;
import phosphene.gallery.ObjectStore;

/** The gallery of a job, which is the job's from when it is taken until this is closed. */
final class Claim implements AutoCloseable {
  private final ObjectStore store;
  private final Manifest manifest;
  private Optional<Lease> lease = Optional.empty();

  Claim(ObjectStore store, Manifest manifest) {
    this.store = store;
    this.manifest = manifest;
  }

  /**
   * Claims the gallery.
   *
   * @param tell hears why it takes long
   * @throws phosphene.spec.SpecException if the place cannot be written, holds another job's
   *     gallery, or another job writes there
   */
  void take(Consumer<String> tell) throws InterruptedException {
    lease = Optional.of(Lease.claim(store, manifest, tell));
  }

  /**
   * Looks whether the gallery could be claimed, and leaves the place as it is.
   *
   * @throws phosphene.spec.SpecException if it holds another job's gallery
   */
  void check() {
    Manifest.check(store, manifest);
  }

  /** The right to write there. */
  Lease lease() {
    return lease.orElseThrow(() -> new IllegalStateException("not claimed"));
  }

  @Override
  public void close() {
    lease.ifPresent(Lease::close);
  }
}
