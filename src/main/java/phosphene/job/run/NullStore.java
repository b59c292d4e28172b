package phosphene.job.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.image.PictureDifference;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.job.run.RecheckedImage.Made;
import phosphene.job.run.RecheckedImage.Similarity;
import phosphene.plan.TileKey;

/**
 * A store that is empty and keeps nothing, for images that are made again: what is written to it is
 * compared with the gallery's objects.
 */
public final class NullStore implements ObjectStore {
  private final ObjectStore gallery;
  private final Map<String, String> digests = new HashMap<>(); // of the gallery's, by name
  private final Map<String, Similarity> compared = new HashMap<>();

  /**
   * A store for some images.
   *
   * @param gallery is only read
   */
  public NullStore(ObjectStore gallery, Iterable<Made> images) {
    this.gallery = gallery;
    images.forEach(made -> digests.put(made.path(), made.sha256()));
  }

  /** How an image that was made again is like that of its row. */
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
    String expected = digests.get(name);
    if (expected != null) {
      boolean same = TileKey.sha256(bytes).equals(expected);
      compared.put(name, same ? Similarity.BYTES : pixels(name, bytes, expected));
    }
  }

  private Similarity pixels(String name, byte[] bytes, String expected) {
    try {
      return gallery
          .find(name)
          .filter(there -> TileKey.sha256(there).equals(expected))
          .filter(there -> PictureDifference.same(there, bytes))
          .map(there -> Similarity.PIXELS)
          .orElse(Similarity.OTHER);
    } catch (StoreException | UnreadableImageException e) { // another rule reports it
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
