package phosphene.gallery.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import phosphene.gallery.store.WholeWrite.Renamed;

/** Goes through the folders of a gallery as their stores list them, page by page. */
public final class Walk {
  /** What S3A says of such an answer is a NullPointerException. */
  static final String BROKE_OFF = "the store's answer broke off";

  private final FileSystem files;
  private final HadoopStore store;

  private Walk(FileSystem files, HadoopStore store) {
    this.files = files;
    this.store = store;
  }

  /** What is in a folder; names are relative to the gallery. */
  public sealed interface Found extends Serializable {
    String name();

    /** An object. */
    record Leaf(String name, long bytes) implements Found {}

    /** A hidden file that a writer is writing, or left when it was killed. */
    record Leftover(String name, long bytes, long modifiedMillis) implements Found {}

    /** A folder. */
    record Branch(String name) implements Found {}

    /** A folder that cannot be listed. */
    record Locked(String name, String message) implements Found {}
  }

  /** Opens a gallery by its URI. */
  public static Walk open(String uri, Configuration configuration) {
    try {
      Path root = HadoopStore.path(uri);
      return new Walk(HadoopStore.files(root, configuration), HadoopStore.open(uri, configuration));
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreException("Cannot open " + uri, e);
    }
  }

  /**
   * What is in a folder.
   *
   * @param folder relative to the gallery, empty for the gallery itself
   */
  public Iterator<Found> inside(String folder) {
    return through(folder, files::listStatusIterator);
  }

  /** The objects in a folder and in all below it. */
  public Iterator<Found> below(String folder) {
    return through(folder, store::below);
  }

  private Iterator<Found> through(String folder, Listing listing) {
    try {
      return new Page(folder, Attempt.firmly(() -> listing.list(store.folder(folder))));
    } catch (FileNotFoundException e) {
      return List.<Found>of().iterator();
    } catch (IOException e) {
      return List.<Found>of(new Found.Locked(folder, StoreException.reason(e))).iterator();
    }
  }

  private Found found(FileStatus status) {
    String name = store.relative(status.getPath());
    if (status.isDirectory()) {
      return store
          .link(status.getPath())
          .<Found>map(why -> new Found.Locked(name, why))
          .orElseGet(() -> new Found.Branch(name));
    }
    return Renamed.left(status.getPath())
        ? new Found.Leftover(name, status.getLen(), status.getModificationTime())
        : new Found.Leaf(name, status.getLen());
  }

  /** Throws what is a bug in Phosphene, and no answer that broke off. */
  static void requireOfClient(NullPointerException e) {
    if (!Attempt.ofClient(e)) {
      throw e;
    }
  }

  /** How a file system lists. */
  private interface Listing {
    RemoteIterator<? extends FileStatus> list(Path path) throws IOException;
  }

  /** A listing that is read as the iterator goes on. */
  private final class Page implements Iterator<Found> {
    private final String folder;
    private final RemoteIterator<? extends FileStatus> entries;
    private boolean broken;

    Page(String folder, RemoteIterator<? extends FileStatus> entries) {
      this.folder = folder;
      this.entries = entries;
    }

    @Override
    public boolean hasNext() {
      try {
        return !broken && entries.hasNext();
      } catch (IOException e) {
        return true; // next() tells
      } catch (NullPointerException e) {
        requireOfClient(e);
        return true;
      }
    }

    @Override
    public Found next() {
      if (broken) {
        throw new NoSuchElementException();
      }
      try {
        return found(entries.next());
      } catch (IOException e) {
        broken = true;
        return new Found.Locked(folder, StoreException.reason(e));
      } catch (NullPointerException e) {
        requireOfClient(e);
        broken = true;
        return new Found.Locked(folder, BROKE_OFF);
      }
    }
  }
}
