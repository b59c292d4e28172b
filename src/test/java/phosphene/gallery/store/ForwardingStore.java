package phosphene.gallery.store;

import java.util.List;
import java.util.Optional;

/** A store that hands on what it is asked. */
public class ForwardingStore implements ObjectStore {
  private final ObjectStore store;

  public ForwardingStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public Optional<byte[]> find(String name) {
    return store.find(name);
  }

  @Override
  public void write(String name, byte[] bytes) {
    store.write(name, bytes);
  }

  @Override
  public boolean create(String name, byte[] bytes) {
    return store.create(name, bytes);
  }

  @Override
  public List<Entry> list(String folder) {
    return store.list(folder);
  }

  @Override
  public void delete(String name) {
    store.delete(name);
  }
}
