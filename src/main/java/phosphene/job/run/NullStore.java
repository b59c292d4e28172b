package phosphene.job.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.image.PictureDifference;
import phosphene.image.UnreadableImageException;
import phosphene.job.run.RecheckedImage.Made;
import phosphene.job.run.RecheckedImage.Similarity;
import phosphene.plan.TileKey;

/**
 * A place where nothing is and nothing stays, for pictures that are made again: what is written
 * there is compared with the gallery's.
 */
public final class NullStore implements ObjectStore {
  private final ObjectStore gallery;
  private final Map<String, String> digests = new HashMap<>(); // of the gallery's, by name
  private final Map<String, Similarity> compared = new HashMap<>();

  /**
   * A place for some pictures.
   *
   * @param gallery which is only read
   */
  public NullStore(ObjectStore gallery, Iterable<Made> pictures) {
    this.gallery = gallery;
    pictures.forEach(made -> digests.put(made.path(), made.sha256()));
  }

  /** How a picture that was made again is like that of its row. */
  public Similarity similarity(Made made) {
    return compared.getOrDefault(made.path(), Similarity.OTHER);
  }

  @Override
  public String uri() {
    return gallery.uri();
  }

  @Override
  public Optional<byte[]> find(String name) {
    return Optional.empty();
  }

  @Override
  public void write(String name, byte[] bytes) {
    String then = digests.get(name);
    if (then != null) {
      boolean same = TileKey.sha256(bytes).equals(then);
      compared.put(name, same ? Similarity.BYTES : pixels(name, bytes, then));
    }
  }

  private Similarity pixels(String name, byte[] bytes, String then) {
    try {
      return gallery
          .find(name)
          .filter(there -> TileKey.sha256(there).equals(then))
          .filter(there -> PictureDifference.same(there, bytes))
          .map(there -> Similarity.PIXELS)
          .orElse(Similarity.OTHER);
    } catch (StoreException | UnreadableImageException e) { // its own rule tells of it
      return Similarity.OTHER;
    }
  }

  @Override
  public boolean create(String name, byte[] bytes) {
    write(name, bytes);
    return true;
  }

  @Override
  public List<Entry> list(String folder) {
    return List.of();
  }

  @Override
  public void delete(String name) {}
}
