package phosphene.gallery.store;

import java.util.List;
import java.util.Optional;

/** A store whose calls are repeated while it does not answer. */
record RetryingStore(ObjectStore store, RetryPolicy policy) implements ObjectStore {
  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public Optional<byte[]> find(String name) {
    return policy.call(uri(), () -> store.find(name));
  }

  @Override
  public Optional<Fingerprint> fingerprint(String name) {
    return policy.call(uri(), () -> store.fingerprint(name));
  }

  @Override
  public void write(String name, byte[] bytes) {
    policy.call(
        uri(),
        () -> {
          store.write(name, bytes);
          return name;
        });
  }

  /** {@inheritDoc} Asked once: a second try would take our own object for another's. */
  @Override
  public boolean create(String name, byte[] bytes) {
    return store.create(name, bytes);
  }

  @Override
  public List<Entry> list(String folder) {
    return policy.call(uri(), () -> store.list(folder));
  }

  @Override
  public boolean holdsOutside(String folder) {
    return policy.call(uri(), () -> store.holdsOutside(folder));
  }

  @Override
  public void delete(String name) {
    policy.call(
        uri(),
        () -> {
          store.delete(name);
          return name;
        });
  }
}
