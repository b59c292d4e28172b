package phosphene.gallery;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** How an object comes to lie in a file system, whole or not at all, replacing an older one. */
interface WholeWrite {
  void write(Path path, byte[] bytes) throws IOException;

  /** The way of the file system that holds {@code root}. */
  static WholeWrite to(FileSystem files, Path root) throws IOException {
    if (files instanceof RawLocalFileSystem local && files.getUri().getScheme().equals("file")) {
      return new Renamed(files, (from, to) -> move(local.pathToFile(from), local.pathToFile(to)));
    }
    return files.hasPathCapability(root, "fs.capability.outputstream.abortable")
        ? new Streamed(files)
        : new Renamed(files, new Replacing(files)::replace);
  }

  private static void move(File from, File to) throws IOException {
    Files.move(from.toPath(), to.toPath(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** An object that appears when its stream is closed. */
  record Streamed(FileSystem files) implements WholeWrite {
    @Override
    public void write(Path path, byte[] bytes) throws IOException {
      FSDataOutputStream out = files.create(path, true);
      try {
        out.write(bytes);
      } catch (IOException e) {
        out.abort(); // else closing would publish a part of it
        throw e;
      }
      out.close();
    }
  }

  /** A file that is written beside its place under a hidden name. */
  record Renamed(FileSystem files, Rename rename) implements WholeWrite {
    private static final Pattern HIDDEN = Pattern.compile("\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-.{12}");

    /** True of a file that a killed writer left. */
    static boolean left(Path path) {
      return HIDDEN.matcher(path.getName()).matches();
    }

    @Override
    public void write(Path path, byte[] bytes) throws IOException {
      Path hidden = new Path(path.getParent(), "." + UUID.randomUUID());
      try {
        try (var out = files.create(hidden, true)) {
          out.write(bytes);
        }
        rename.rename(hidden, path);
      } catch (IOException e) {
        remove(hidden, e);
        throw e;
      }
    }

    private void remove(Path hidden, IOException cause) {
      try {
        files.delete(hidden, false);
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** A rename that replaces a file and refuses to replace a folder. */
  interface Rename {
    void rename(Path from, Path to) throws IOException;
  }

  /** Opens a file system's replacing rename, which HDFS does atomically, to callers. */
  final class Replacing extends FilterFileSystem {
    Replacing(FileSystem files) {
      super(files);
    }

    @SuppressWarnings("deprecation") // for the file systems that have none of their own
    private void replace(Path from, Path to) throws IOException {
      rename(from, to, Options.Rename.OVERWRITE);
    }
  }
}
