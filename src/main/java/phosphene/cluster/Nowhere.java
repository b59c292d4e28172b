package phosphene.cluster;

import java.util.List;
import java.util.Optional;
import phosphene.gallery.ObjectStore;

/** A place where nothing is and nothing stays: for pictures of which only the digest is wanted. */
record Nowhere(String uri) implements ObjectStore {
  @Override
  public Optional<byte[]> find(String name) {
    return Optional.empty();
  }

  @Override
  public void write(String name, byte[] bytes) {}

  @Override
  public boolean create(String name, byte[] bytes) {
    return true;
  }

  @Override
  public List<Entry> list(String folder) {
    return List.of();
  }

  @Override
  public void delete(String name) {}
}
