package phosphene.gallery;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import phosphene.plan.PhotoFile;
import phosphene.spec.SpecException;

/**
 * The files of a folder and all below it, listed folder by folder. Left out are names that begin
 * with a dot, galleries (so that nobody dreams dreams), and folders that are linked to from within
 * themselves. On this machine links are followed.
 */
public final class PhotoCollection {
  /**
   * What a job calls its photos.
   *
   * @param root of the collection, as a URI
   * @param glob which of its files are meant
   */
  public record Place(String root, Glob glob) implements Serializable {}

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
    /** A file that the glob means. */
    record Photo(PhotoFile file) implements Found {}

    /** A folder to look into. */
    record Inner(Folder folder) implements Found {}

    /**
     * A folder that cannot be listed.
     *
     * @param message why
     */
    record Locked(String path, String message) implements Found {}
  }

  private final FileSystem files;
  private final Path root;
  private final Pattern pattern;

  private PhotoCollection(FileSystem files, Path root, Pattern pattern) {
    this.files = files;
    this.root = root;
    this.pattern = pattern;
  }

  /**
   * Looks a job's photos up: a folder, a file, or a pattern below a folder.
   *
   * @throws SpecException if there is no such folder or file
   */
  public static Place find(String photos, Configuration configuration) {
    try {
      Path path = HadoopStore.path(photos);
      FileSystem store = HadoopStore.files(path, configuration);
      Optional<FileStatus> there = status(store, path);
      if (there.isPresent()) {
        return there.get().isDirectory()
            ? new Place(path.toString(), Glob.ALL)
            : new Place(path.getParent().toString(), Glob.just(path.getName()));
      }
      Path folder = path;
      List<String> rest = new ArrayList<>();
      while (folder.getParent() != null && Glob.is(folder.toUri().getPath())) {
        rest.add(0, folder.getName());
        folder = folder.getParent();
      }
      if (rest.isEmpty() || status(store, folder).filter(FileStatus::isDirectory).isEmpty()) {
        throw new SpecException("Cannot read photos: no such folder: " + folder);
      }
      Glob glob = new Glob(String.join("/", rest));
      glob.pattern();
      return new Place(folder.toString(), glob);
    } catch (IOException | IllegalArgumentException e) {
      throw new SpecException("Cannot read photos: " + photos + ": " + StoreException.reason(e), e);
    }
  }

  private static Optional<FileStatus> status(FileSystem files, Path path) throws IOException {
    try {
      return Optional.of(Attempt.firmly(() -> files.getFileStatus(path)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Opens a collection that {@link #find} found. */
  public static PhotoCollection open(Place place, Configuration configuration) {
    try {
      Path root = HadoopStore.path(place.root());
      return new PhotoCollection(
          HadoopStore.files(root, configuration), root, place.glob().pattern());
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreException("Cannot open " + place.root(), e);
    }
  }

  /** What is in a folder, in no particular order, read as the iterator goes on. */
  public Iterator<Found> list(Folder folder) {
    Path path = at(folder.path());
    try {
      if (status(files, new Path(path, Layout.MANIFEST)).isPresent()) {
        return List.<Found>of().iterator();
      }
      return new Listing(folder, Attempt.firmly(() -> files.listStatusIterator(path)));
    } catch (IOException e) {
      return List.<Found>of(new Found.Locked(folder.path(), StoreException.reason(e))).iterator();
    }
  }

  /**
   * The bytes of a photo.
   *
   * @param most bytes that are read; a longer file gives one more than that
   * @throws StoreException if it cannot be read
   */
  public byte[] read(String photo, int most) {
    Path path = at(photo);
    try {
      return Attempt.firmly(() -> first(most + 1, path));
    } catch (IOException e) {
      throw new StoreException("Cannot read " + path, e);
    }
  }

  private byte[] first(int most, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return in.readNBytes(most);
    }
  }

  private Path at(String name) {
    if (name.isEmpty()) {
      return root;
    }
    URI uri = root.toUri(); // a Path made of a name alone would take "a:b" for a scheme
    String base = uri.getPath().endsWith("/") ? uri.getPath() : uri.getPath() + "/";
    return new Path(uri.getScheme(), uri.getAuthority(), base + name);
  }

  /** Goes through a folder. */
  private final class Listing implements Iterator<Found> {
    private final Folder folder;
    private final RemoteIterator<FileStatus> entries;
    private Optional<Found> next = Optional.empty();
    private boolean ended;

    Listing(Folder folder, RemoteIterator<FileStatus> entries) {
      this.folder = folder;
      this.entries = entries;
    }

    @Override
    public boolean hasNext() {
      while (next.isEmpty() && !ended) {
        try {
          ended = !entries.hasNext();
          next = ended ? Optional.empty() : found(entries.next());
        } catch (IOException e) {
          lock(StoreException.reason(e));
        } catch (NullPointerException e) {
          Walk.requireOfClient(e);
          lock(Walk.BROKE_OFF);
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

    private Optional<Found> found(FileStatus status) throws IOException {
      String name = status.getPath().getName();
      String path = folder.child(name);
      if (name.startsWith(".")) {
        return Optional.empty();
      }
      if (status.isDirectory()) {
        return holders(path).map(holders -> new Found.Inner(new Folder(path, holders)));
      }
      Instant modified = Instant.ofEpochMilli(status.getModificationTime());
      return pattern.matcher(path).matches()
          ? Optional.of(new Found.Photo(new PhotoFile(path, status.getLen(), modified)))
          : Optional.empty();
    }

    /** Through which links a folder in this one is reached; empty if it leads back to itself. */
    private Optional<List<String>> holders(String path) throws IOException {
      if (!(files instanceof RawLocalFileSystem local)) {
        return Optional.of(folder.holders());
      }
      java.nio.file.Path here = local.pathToFile(at(path)).toPath();
      if (!Files.isSymbolicLink(here)) {
        return Optional.of(folder.holders());
      }
      java.nio.file.Path target = here.toRealPath();
      List<String> holders = new ArrayList<>(folder.holders());
      holders.add(local.pathToFile(at(folder.path())).toPath().toRealPath().toString());
      boolean loop =
          holders.stream().anyMatch(holder -> java.nio.file.Path.of(holder).startsWith(target));
      return loop ? Optional.empty() : Optional.of(holders);
    }
  }
}
