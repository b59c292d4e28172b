package phosphene.gallery.store;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import phosphene.gallery.store.PhotoMatcher.Kind;
import phosphene.plan.PhotoFile;
import phosphene.spec.Photos;
import phosphene.spec.SpecException;

/**
 * The files of a folder and all below it, listed folder by folder. Left out are names that begin
 * with a dot, galleries (so that dreams are not dreamt again), folders that are linked to from
 * within themselves, and what the job's {@link PhotoFilter} leaves out. On this machine links are
 * followed.
 */
public final class PhotoCollection {
  // A folder that holds it is a gallery, whose images are no photos of a collection.
  private static final String GALLERY = "gallery.json";

  /**
   * What a job calls its photos.
   *
   * @param root of the collection, as a URI
   * @param filter which of its files are meant
   */
  public record Place(String root, PhotoFilter filter) implements Serializable {
    /** The files that match a pattern and are not evidently no photos. */
    public Place(String root, Glob glob) {
      this(root, PhotoFilter.of(glob));
    }
  }

  /**
   * A folder of a collection.
   *
   * @param path relative to the root, empty for the root itself
   * @param holders where on this machine the links lie through which it was reached
   */
  public record Folder(String path, List<String> holders) implements Serializable {
    /** The root of a collection. */
    public static final Folder ROOT = new Folder("", List.of());

    public Folder {
      holders = List.copyOf(holders);
    }

    private String child(String name) {
      return path.isEmpty() ? name : path + "/" + name;
    }
  }

  /** What is in a folder. */
  public sealed interface Found extends Serializable {
    /** A file that is meant, or a link in its place. */
    record Photo(PhotoFile file) implements Found {}

    /** A folder to look into. */
    record Inner(Folder folder) implements Found {}

    /** A file that is evidently no photo. */
    record NoPhoto(String path) implements Found {}

    /** A folder that is evidently without photos. */
    record NoPhotos(String path) implements Found {}

    /** A file that a pattern leaves out because patterns heed the case of letters. */
    record OtherCase(String path) implements Found {}

    /**
     * A folder that cannot be listed.
     *
     * @param message why
     */
    record Locked(String path, String message) implements Found {}
  }

  private final PhotoTree tree;
  private final Path root;
  private final PhotoMatcher sieve;

  private PhotoCollection(PhotoTree tree, Path root, PhotoMatcher sieve) {
    this.tree = tree;
    this.root = root;
    this.sieve = sieve;
  }

  /**
   * Looks a job's photos up: a folder, a file, or a pattern below a folder.
   *
   * @throws SpecException if there is no such folder or file, or a pattern is none
   */
  public static Place find(Photos photos, Configuration configuration) {
    Place place;
    try {
      place = find(photos.place(), configuration);
    } catch (SpecException e) {
      throw new SpecException(photos.where() + ": " + e.getMessage(), e);
    }
    return new Place(place.root(), PhotoFilter.of(place.filter().glob(), photos.choice()));
  }

  /**
   * The same for all files there that may be photos.
   *
   * @throws SpecException if there is no such folder or file
   */
  public static Place find(String photos, Configuration configuration) {
    return NamedPhotos.find(photos, configuration);
  }

  /** Opens a collection that {@link #find} found. */
  public static PhotoCollection open(Place place, Configuration configuration) {
    try {
      Path root = HadoopStore.path(place.root());
      FileSystem files = HadoopStore.files(root, configuration);
      return new PhotoCollection(tree(files, root), root, new PhotoMatcher(place.filter()));
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreException("Cannot open " + place.root(), e);
    }
  }

  private static PhotoTree tree(FileSystem files, Path root) {
    String path = root.toUri().getPath();
    return "file".equals(files.getUri().getScheme())
        ? new LocalTree(path.equals("/") ? "" : path)
        : new StoreTree(files, root);
  }

  /** What is in a folder, in no particular order, read as the iterator goes on. */
  public Iterator<Found> list(Folder folder) {
    try {
      return tree.exists(folder.child(GALLERY))
          ? List.<Found>of().iterator()
          : new Listing(folder, tree.list(folder.path()));
    } catch (IOException e) {
      return List.<Found>of(new Found.Locked(folder.path(), StoreException.reason(e))).iterator();
    }
  }

  /** {@link PhotoMatcher#claims} by the filter of this collection. */
  public boolean claims(String photo) {
    return sieve.claims(photo);
  }

  /**
   * The bytes of a photo that was listed.
   *
   * @param most bytes that are read; a longer file gives one more than that
   * @throws StoreException if it cannot be read, or is not as long as it was
   */
  public byte[] read(PhotoFile photo, int most) {
    byte[] bytes = read(photo.path(), most);
    if (bytes.length != Math.min(photo.bytes(), most + 1L)) {
      throw new StoreException(
          "Cannot read " + root + "/" + photo.path(),
          new ChangedException(photo.bytes(), bytes.length));
    }
    return bytes;
  }

  /**
   * The bytes of a photo.
   *
   * @param most bytes that are read; a longer file gives one more than that
   * @throws StoreException if it cannot be read
   */
  public byte[] read(String photo, int most) {
    try {
      return tree.read(photo, most + 1);
    } catch (IOException e) {
      throw new StoreException("Cannot read " + root + "/" + photo, e);
    }
  }

  /** Goes through a folder. */
  private final class Listing implements Iterator<Found> {
    private final Folder folder;
    private final PhotoTree.Entries entries;
    private Optional<Found> next = Optional.empty();
    private boolean ended;

    Listing(Folder folder, PhotoTree.Entries entries) {
      this.folder = folder;
      this.entries = entries;
    }

    @Override
    public boolean hasNext() {
      while (next.isEmpty() && !ended) {
        try {
          Optional<PhotoTree.Entry> entry = entries.next();
          ended = entry.isEmpty();
          next = entry.isEmpty() ? Optional.empty() : found(entry.get());
        } catch (IOException e) {
          lock(StoreException.reason(e));
        } catch (NullPointerException e) {
          Walk.requireOfClient(e);
          lock(Walk.BROKE_OFF);
        }
        if (ended) {
          entries.close();
        }
      }
      return next.isPresent();
    }

    private void lock(String message) {
      ended = true;
      next = Optional.of(new Found.Locked(folder.path(), message));
    }

    @Override
    public Found next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Found found = next.orElseThrow();
      next = Optional.empty();
      return found;
    }

    private Optional<Found> found(PhotoTree.Entry entry) throws IOException {
      if (entry.name().startsWith(".")) {
        return Optional.empty();
      }
      String path = folder.child(entry.name());
      return switch (entry.type()) {
        case FOLDER -> folder(path);
        case FILE -> file(path, entry, entry.bytes() == 0 ? Kind.EMPTY : Kind.FILE);
        case DANGLING -> file(path, entry, Kind.DANGLING);
        case SPECIAL -> file(path, entry, Kind.SPECIAL);
      };
    }

    private Optional<Found> folder(String path) throws IOException {
      return switch (sieve.folder(path)) {
        case MEANT ->
            tree.holders(folder.holders(), folder.path(), path)
                .map(holders -> new Found.Inner(new Folder(path, holders)));
        case NO_PHOTO -> Optional.of(new Found.NoPhotos(path));
        case OTHER_CASE, NOT_MEANT -> Optional.empty();
      };
    }

    private Optional<Found> file(String path, PhotoTree.Entry entry, Kind kind) {
      return switch (sieve.file(path, kind)) {
        case MEANT ->
            Optional.of(new Found.Photo(new PhotoFile(path, entry.bytes(), entry.modified())));
        case NO_PHOTO -> Optional.of(new Found.NoPhoto(path));
        case OTHER_CASE -> Optional.of(new Found.OtherCase(path));
        case NOT_MEANT -> Optional.empty();
      };
    }
  }
}
