package phosphene.gallery.store;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A store that forgets. */
public final class MemoryStore implements ObjectStore {
  private final TreeMap<String, byte[]> objects = new TreeMap<>();

  @Override
  public String uri() {
    return "memory:/gallery";
  }

  @Override
  public synchronized Optional<byte[]> find(String name) {
    return Optional.ofNullable(objects.get(at(name))).map(byte[]::clone);
  }

  @Override
  public synchronized void write(String name, byte[] bytes) {
    objects.put(at(name), bytes.clone());
  }

  @Override
  public synchronized boolean create(String name, byte[] bytes) {
    return objects.putIfAbsent(at(name), bytes.clone()) == null;
  }

  @Override
  public synchronized List<Entry> list(String folder) {
    String start = folder.isEmpty() ? "" : at(folder) + "/";
    return objects.entrySet().stream()
        .filter(object -> object.getKey().startsWith(start))
        .map(object -> new Entry(object.getKey(), object.getValue().length))
        .toList();
  }

  @Override
  public synchronized void delete(String name) {
    objects.remove(at(name));
  }

  private String at(String name) {
    return ObjectName.require(name, uri());
  }
}
