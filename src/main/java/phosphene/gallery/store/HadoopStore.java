package phosphene.gallery.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import phosphene.spec.Place;

/**
 * A store on any of Hadoop's file systems. On object stores an object appears when its stream is
 * closed, and no rename is ever used; elsewhere it is written beside its place under a hidden name
 * and then renamed ({@link WholeWrite}).
 */
public final class HadoopStore implements ObjectStore {
  private final FileSystem files;
  private final Path root;
  private final WholeWrite writing;
  private final Optional<LocalFolder> local;

  private HadoopStore(FileSystem files, Path root, WholeWrite writing) {
    this.files = files;
    this.root = root;
    this.writing = writing;
    this.local =
        files instanceof RawLocalFileSystem raw
            ? Optional.of(new LocalFolder(raw, root))
            : Optional.empty();
  }

  /**
   * Opens a place, which need not exist yet.
   *
   * @param place a path of this machine (relative to the working folder or absolute) or a URI
   */
  public static HadoopStore open(String place, Configuration configuration) {
    try {
      Path root = path(place);
      FileSystem files = files(root, configuration);
      return new HadoopStore(files, root, WholeWrite.to(files, root));
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreException("Cannot open " + place, e);
    }
  }

  /**
   * Opens a place that a user named for reading.
   *
   * @throws phosphene.spec.SpecException if no store has such places
   */
  public static HadoopStore asked(String place, Configuration configuration) {
    try {
      return open(place, configuration);
    } catch (StoreException e) {
      throw e.ofPlace();
    }
  }

  /**
   * The place that a user wrote, as Hadoop names it. In a URI, too, all letters stand for
   * themselves: {@code %20} is no blank.
   *
   * @throws phosphene.spec.SpecException if it holds credentials
   */
  static Path path(String place) {
    Place.require(place);
    boolean uri = place.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*");
    return uri
        ? new Path(place)
        : new Path("file", null, Paths.get(place).toAbsolutePath().normalize().toString());
  }

  /** The file system of a path; that of this machine without .crc files beside the files. */
  static FileSystem files(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return files instanceof LocalFileSystem local
        ? UmaskFileSystem.of(local.getRawFileSystem().getUri(), configuration)
        : files;
  }

  @Override
  public String uri() {
    return root.toString();
  }

  @Override
  public Optional<byte[]> find(String name) {
    return read(whole(name), InputStream::readAllBytes);
  }

  @Override
  public Optional<Fingerprint> fingerprint(String name) {
    return read(whole(name), Fingerprint::of);
  }

  private <T> Optional<T> read(Path path, WholeRead.Reading<T> reading) {
    try {
      return Optional.of(new WholeRead(files, path).all(reading));
    } catch (FileNotFoundException e) {
      if (exists(path)) {
        throw new StoreException("Cannot read " + path, e); // access to it is denied
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException("Cannot read " + path, e);
    }
  }

  private boolean exists(Path path) {
    try {
      return Attempt.firmly(() -> files.getFileStatus(path).isFile());
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new StoreException("Cannot read " + path, e);
    }
  }

  @Override
  public void write(String name, byte[] bytes) {
    Path path = at(name);
    try {
      Attempt.carryOut(() -> writing.write(path, bytes));
    } catch (IOException e) {
      throw new StoreException("Cannot write " + path, e);
    }
  }

  @Override
  public boolean create(String name, byte[] bytes) {
    Path path = at(name);
    try {
      Attempt.carryOut(() -> writing.create(path, bytes));
      return true;
    } catch (IOException e) {
      if (exists(path)) {
        return false;
      }
      throw new StoreException("Cannot write " + path, e);
    }
  }

  @Override
  public List<Entry> list(String folder) {
    Path start = folder(folder);
    try {
      return Attempt.firmly(() -> entries(start));
    } catch (IOException e) {
      throw new StoreException("Cannot list " + start, e);
    }
  }

  @Override
  public boolean holdsOutside(String folder) {
    try {
      return Attempt.firmly(() -> outside(folder + "/"));
    } catch (IOException e) {
      throw new StoreException("Cannot list " + root, e);
    }
  }

  /** Stops at the first page of a listing that has one. */
  private boolean outside(String folder) throws IOException {
    try {
      RemoteIterator<? extends FileStatus> found = below(root);
      while (found.hasNext()) {
        Path path = found.next().getPath();
        boolean self = path.equals(root);
        if (!self && !WholeWrite.Renamed.left(path) && !relative(path).startsWith(folder)) {
          return true;
        }
      }
      return false;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private List<Entry> entries(Path start) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      RemoteIterator<? extends FileStatus> found = below(start);
      while (found.hasNext()) {
        FileStatus status = found.next();
        Path path = status.getPath();
        boolean self = path.toUri().getPath().equals(start.toUri().getPath());
        if (!self && !status.isDirectory() && !WholeWrite.Renamed.left(path)) {
          entries.add(new Entry(relative(path), status.getLen()));
        }
      }
    } catch (FileNotFoundException e) {
      if (!entries.isEmpty()) {
        throw e; // a folder vanished meanwhile
      }
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /** Where a folder is; the root for "". */
  Path folder(String folder) {
    return folder.isEmpty() ? root : whole(folder);
  }

  /** All files below a folder, and links to folders, which are not looked into. */
  RemoteIterator<? extends FileStatus> below(Path folder) throws IOException {
    return local.isPresent() ? local.get().below(folder) : files.listFiles(folder, true);
  }

  /** Why a folder is not looked into; empty if it is no link. */
  Optional<String> link(Path folder) {
    return local.flatMap(here -> here.link(folder));
  }

  /** The name of what lies there, as seen from the root. */
  String relative(Path path) {
    String base = root.toUri().getPath();
    return path.toUri().getPath().substring(base.endsWith("/") ? base.length() : base.length() + 1);
  }

  @Override
  public void delete(String name) {
    Path path = at(name);
    try {
      Attempt.carryOut(() -> delete(path));
    } catch (IOException e) {
      if (mayBeThere(path)) { // else only a marker of its folder could not be made
        throw new StoreException("Cannot delete " + path, e);
      }
    }
  }

  /** S3A's plain way puts an empty object in the folder's place, which not every server takes. */
  private void delete(Path path) throws IOException {
    if (!(files instanceof S3AFileSystem)) {
      files.delete(path, false);
      return;
    }
    try (BulkDelete deletion = files.createBulkDelete(path.getParent())) {
      for (Map.Entry<Path, String> failure : deletion.bulkDelete(List.of(path))) {
        throw new IOException(failure.getValue());
      }
    }
  }

  private boolean mayBeThere(Path path) {
    try {
      return exists(path);
    } catch (StoreException e) {
      return true;
    }
  }

  /** Where an object is, or a folder, that is to be read. */
  private Path whole(String name) {
    Path path = at(name);
    local.ifPresent(here -> here.requireNoLink(name, LocalFolder.Way.WHOLE));
    return path;
  }

  private Path at(String name) {
    ObjectName.require(name, uri());
    local.ifPresent(here -> here.requireNoLink(name, LocalFolder.Way.ABOVE));
    URI uri = root.toUri(); // a Path made of a name alone would take "a:b" for a scheme
    return new Path(uri.getScheme(), uri.getAuthority(), uri.getPath() + "/" + name);
  }
}
