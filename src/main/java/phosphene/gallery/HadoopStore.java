package phosphene.gallery;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A store on any of Hadoop's file systems. On object stores an object appears when its stream is
 * closed, and no rename is ever used; elsewhere it is written beside its place under a hidden name
 * and then renamed.
 */
public final class HadoopStore implements ObjectStore {
  private final FileSystem files;
  private final Path root;
  private final boolean whole;

  private HadoopStore(FileSystem files, Path root, boolean whole) {
    this.files = files;
    this.root = root;
    this.whole = whole;
  }

  /**
   * Opens a place, which need not exist yet.
   *
   * @param place a path of this machine (relative to the working folder or absolute) or a URI
   */
  public static HadoopStore open(String place, Configuration configuration) {
    try {
      Path root = path(place);
      FileSystem files = root.getFileSystem(configuration);
      if (files instanceof LocalFileSystem local) {
        files = local.getRawFileSystem(); // without .crc files beside the pictures
      }
      boolean whole = files.hasPathCapability(root, "fs.capability.outputstream.abortable");
      return new HadoopStore(files, root, whole);
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreException("Cannot open " + place, e);
    }
  }

  /** The place that a user wrote, as Hadoop names it. */
  static Path path(String place) {
    boolean uri = place.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*");
    return uri ? new Path(place) : new Path(absolute(place));
  }

  private static URI absolute(String place) {
    return Paths.get(place).toAbsolutePath().normalize().toUri();
  }

  @Override
  public String uri() {
    return root.toString();
  }

  @Override
  public Optional<byte[]> find(String name) {
    try (var in = files.open(at(name))) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException("Cannot read " + at(name), e);
    }
  }

  @Override
  public void write(String name, byte[] bytes) {
    Path path = at(name);
    try {
      if (whole) {
        stream(path, bytes);
      } else {
        beside(path, bytes);
      }
    } catch (IOException e) {
      throw new StoreException("Cannot write " + path, e);
    }
  }

  private void stream(Path path, byte[] bytes) throws IOException {
    FSDataOutputStream out = files.create(path, true);
    try {
      out.write(bytes);
    } catch (IOException e) {
      out.abort(); // else closing would publish a part of it
      throw e;
    }
    out.close();
  }

  private void beside(Path path, byte[] bytes) throws IOException {
    Path hidden = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
    try {
      try (var out = files.create(hidden, true)) {
        out.write(bytes);
      }
      if (!files.rename(hidden, path)) {
        throw new IOException("cannot rename " + hidden);
      }
    } catch (IOException e) {
      files.delete(hidden, false);
      throw e;
    }
  }

  @Override
  public List<Entry> list(String folder) {
    Path start = folder.isEmpty() ? root : at(folder);
    List<Entry> entries = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> found = files.listFiles(start, true);
      while (found.hasNext()) {
        LocatedFileStatus status = found.next();
        entries.add(new Entry(relative(status.getPath()), status.getLen()));
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new StoreException("Cannot list " + start, e);
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  private String relative(Path path) {
    String base = root.toUri().getPath();
    return path.toUri().getPath().substring(base.endsWith("/") ? base.length() : base.length() + 1);
  }

  @Override
  public void delete(String name) {
    try {
      files.delete(at(name), false);
    } catch (IOException e) {
      throw new StoreException("Cannot delete " + at(name), e);
    }
  }

  private Path at(String name) {
    return new Path(root, name);
  }
}
