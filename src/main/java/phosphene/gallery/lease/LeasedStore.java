package phosphene.gallery.lease;

import java.util.List;
import java.util.Optional;
import phosphene.gallery.store.Fingerprint;
import phosphene.gallery.store.ObjectStore;

/** A place for the holder of its lease: it takes nothing while others may hold the lease. */
record LeasedStore(ObjectStore store, Lease lease) implements ObjectStore {
  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public Optional<byte[]> find(String name) {
    return store.find(name);
  }

  @Override
  public Optional<Fingerprint> fingerprint(String name) {
    return store.fingerprint(name);
  }

  @Override
  public void write(String name, byte[] bytes) {
    lease.require();
    store.write(name, bytes);
  }

  @Override
  public boolean create(String name, byte[] bytes) {
    lease.require();
    return store.create(name, bytes);
  }

  @Override
  public List<Entry> list(String folder) {
    return store.list(folder);
  }

  @Override
  public boolean holdsOutside(String folder) {
    return store.holdsOutside(folder);
  }

  @Override
  public void delete(String name) {
    lease.require();
    store.delete(name);
  }
}
