package phosphene.gallery.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A gallery's folder on this machine. It may be a symbolic link itself; links inside of it are not
 * followed, since a gallery that somebody else packed could have them lead anywhere.
 */
record LocalFolder(RawLocalFileSystem files, Path root) {
  private static final String REASON = "is a symbolic link, which is not followed in a gallery";

  /** How far down the way to an object links are looked for. */
  enum Way {
    /** In the folders above it: who writes or removes it means a link itself. */
    ABOVE,
    /** And the object: who reads it means what is there. */
    WHOLE
  }

  /**
   * Fails if the way to an object leads through a link.
   *
   * @param name of the object, which was checked
   */
  void requireNoLink(String name, Way way) {
    java.nio.file.Path at = file(root);
    String[] segments = name.split("/", -1);
    int most = way == Way.WHOLE ? segments.length : segments.length - 1;
    for (int i = 0; i < most; i++) {
      at = at.resolve(segments[i]);
      if (Files.isSymbolicLink(at)) {
        throw new StoreException(
            "Cannot use " + name + " in " + root,
            new FileSystemException(name, null, file(root).relativize(at) + " " + REASON));
      }
    }
  }

  private java.nio.file.Path file(Path path) {
    java.io.File file = files.pathToFile(path);
    return file.toPath();
  }

  /** Why a folder below this one is not looked into; empty if it is no link. */
  Optional<String> link(Path folder) {
    return Files.isSymbolicLink(file(folder))
        ? Optional.of(folder.getName() + " " + REASON)
        : Optional.empty();
  }

  /**
   * All files below a folder, and links to folders, which are not looked into. Without their
   * permissions, for which Hadoop starts a process a file where its native library is missing.
   */
  RemoteIterator<FileStatus> below(Path start) throws IOException {
    Deque<RemoteIterator<FileStatus>> open = new ArrayDeque<>();
    open.push(files.listStatusIterator(start));
    return new RemoteIterator<>() {
      private Optional<FileStatus> next = Optional.empty();

      @Override
      public boolean hasNext() throws IOException {
        while (next.isEmpty() && !open.isEmpty()) {
          if (!open.element().hasNext()) {
            open.pop();
            continue;
          }
          FileStatus status = open.element().next();
          if (status.isDirectory() && link(status.getPath()).isEmpty()) {
            open.push(files.listStatusIterator(status.getPath()));
          } else {
            next = Optional.of(status);
          }
        }
        return next.isPresent();
      }

      @Override
      public FileStatus next() throws IOException {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        FileStatus status = next.orElseThrow();
        next = Optional.empty();
        return status;
      }
    };
  }
}
