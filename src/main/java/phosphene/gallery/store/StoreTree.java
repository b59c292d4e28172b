package phosphene.gallery.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** A collection in any store that Hadoop reads. */
record StoreTree(FileSystem files, Path root) implements PhotoTree {
  private Path at(String name) {
    if (name.isEmpty()) {
      return root;
    }
    ObjectName.requireBelow(name, root.toString());
    URI uri = root.toUri(); // a Path made of a name alone would take "a:b" for a scheme
    String base = uri.getPath().endsWith("/") ? uri.getPath() : uri.getPath() + "/";
    return new Path(uri.getScheme(), uri.getAuthority(), base + name);
  }

  @Override
  public boolean exists(String path) throws IOException {
    try {
      return Attempt.firmly(() -> files.getFileStatus(at(path))).isFile();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  @Override
  public Entries list(String folder) throws IOException {
    RemoteIterator<FileStatus> statuses =
        Attempt.firmly(() -> files.listStatusIterator(at(folder)));
    return new Entries() {
      @Override
      public Optional<Entry> next() throws IOException {
        return statuses.hasNext() ? Optional.of(entry(statuses.next())) : Optional.empty();
      }

      @Override
      public void close() {} // the iterator holds nothing
    };
  }

  private static Entry entry(FileStatus status) {
    return new Entry(
        status.getPath().getName(),
        status.isDirectory() ? Type.FOLDER : Type.FILE,
        status.getLen(),
        Instant.ofEpochMilli(status.getModificationTime()));
  }

  @Override
  public byte[] read(String path, int most) throws IOException {
    return new WholeRead(files, at(path)).first(most);
  }

  @Override
  public Optional<List<String>> holders(List<String> holders, String folder, String path) {
    return Optional.of(holders); // stores have no links
  }
}
