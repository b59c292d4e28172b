package phosphene.gallery.store;

import java.util.List;
import java.util.Optional;
import phosphene.plan.TileKey;

/**
 * Named objects under one root: a folder or the prefix of a bucket. Names are relative, with {@code
 * /} between segments. An object is there whole or not at all; writing it again replaces it. All
 * methods throw {@link StoreException} if the store fails.
 */
public interface ObjectStore {

  /**
   * An object that exists.
   *
   * @param name relative to the root
   */
  record Entry(String name, long bytes) {}

  /** The root, as a URI. */
  String uri();

  /** The bytes of an object; empty if there is none of that name. */
  Optional<byte[]> find(String name);

  /** What an object's bytes are, without holding them all; empty if there is none of that name. */
  default Optional<Fingerprint> fingerprint(String name) {
    return find(name).map(bytes -> new Fingerprint(bytes.length, TileKey.sha256(bytes)));
  }

  /** Writes an object, replacing one of the same name. */
  void write(String name, byte[] bytes);

  /**
   * Writes an object unless there is one of that name. Of several who try at once one succeeds, on
   * buckets as far as they support conditional writes.
   *
   * @return false if there is one, and nothing was written
   */
  boolean create(String name, byte[] bytes);

  /**
   * All objects whose names begin with {@code folder/}, in the order of their names; all for "".
   */
  List<Entry> list(String folder);

  /**
   * True if there is an object outside of a folder. It is looked for until it is found: others may
   * be many.
   */
  default boolean holdsOutside(String folder) {
    return list("").stream().anyMatch(entry -> !entry.name().startsWith(folder + "/"));
  }

  /** Removes an object; nothing happens if there is none. */
  void delete(String name);
}
