package phosphene.gallery.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import phosphene.spec.Disk;

/** How an object is written to a file system: whole or not at all. */
interface WholeWrite {
  /** Replaces an older one. */
  void write(Path path, byte[] bytes) throws IOException;

  /** Fails if there is one, or if another writer is first. */
  void create(Path path, byte[] bytes) throws IOException;

  /** The way of the file system that holds {@code root}. */
  static WholeWrite to(FileSystem files, Path root) throws IOException {
    String scheme = files.getUri().getScheme();
    if (files instanceof RawLocalFileSystem local && scheme.equals("file")) {
      return new Renamed(files, new LocalNaming(local));
    }
    boolean bucket =
        Streamed.SCHEMES.contains(scheme)
            || files.hasPathCapability(root, CommonPathCapabilities.ABORTABLE_STREAM);
    return bucket ? new Streamed(files) : new Renamed(files, new SharedNaming(files));
  }

  /** An object that appears when its stream is closed. */
  record Streamed(FileSystem files) implements WholeWrite {
    // Buckets, where a rename is a copy: of Google, Alibaba, Tencent, Huawei and Volcano. Of the
    // others S3A is known by what its streams can do; and what is neither is a file system (Azure's
    // abfs too), where a file is seen before it is closed.
    private static final Set<String> SCHEMES = Set.of("gs", "oss", "cosn", "obs", "tos");
    // S3A sends "If-None-Match: *" with the object, and the bucket refuses the second one.
    private static final String CONDITIONAL =
        Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;

    @Override
    public void write(Path path, byte[] bytes) throws IOException {
      send(files.create(path, true), bytes);
    }

    @Override
    public void create(Path path, byte[] bytes) throws IOException {
      var builder = files.createFile(path).recursive().overwrite(false);
      if (files.hasPathCapability(path, CONDITIONAL)) {
        builder.must(CONDITIONAL, true);
      }
      // Google's client asks for "generation 0" by itself, so there, too, one of several succeeds.
      send(builder.build(), bytes);
    }

    private static void send(FSDataOutputStream out, byte[] bytes) throws IOException {
      try {
        out.write(bytes);
      } catch (IOException | RuntimeException | Error e) {
        if (out.getWrappedStream() instanceof Abortable) {
          out.abort(); // else its parts would lie there and be paid for
        }
        throw e; // and it is not closed, which would publish a part of it
      }
      out.close();
    }
  }

  /** A file that is written beside its place under a hidden name. */
  record Renamed(FileSystem files, Naming naming) implements WholeWrite {
    private static final Pattern HIDDEN = Pattern.compile("\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-.{12}");

    /** True of a file that a killed writer left. */
    static boolean left(Path path) {
      return HIDDEN.matcher(path.getName()).matches();
    }

    @Override
    public void write(Path path, byte[] bytes) throws IOException {
      name(path, bytes, naming::replace);
    }

    @Override
    public void create(Path path, byte[] bytes) throws IOException {
      name(path, bytes, naming::add);
    }

    private void name(Path path, byte[] bytes, Step step) throws IOException {
      Path hidden = new Path(path.getParent(), "." + UUID.randomUUID());
      try {
        naming.folder(path.getParent());
        try (var out = files.create(hidden, true)) {
          out.write(bytes);
        }
        step.take(hidden, path);
      } catch (IOException | RuntimeException | Error e) { // a full disk is an FSError
        remove(hidden, e);
        throw e;
      }
    }

    private void remove(Path hidden, Throwable cause) {
      try {
        files.delete(hidden, false);
      } catch (IOException | RuntimeException | FSError e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** What is done with a whole file. */
  interface Step {
    void take(Path from, Path to) throws IOException;
  }

  /** How a whole file gets its name; its first name is gone afterwards. */
  interface Naming {
    /** Makes a folder and those above, if a file system does not say by itself why it cannot. */
    void folder(Path folder) throws IOException;

    /** Replaces a file and refuses to replace a folder. */
    void replace(Path from, Path to) throws IOException;

    /** Refuses to replace anything. */
    void add(Path from, Path to) throws IOException;
  }

  /** Names on this machine. */
  record LocalNaming(RawLocalFileSystem files) implements Naming {
    @Override
    public void folder(Path folder) throws IOException {
      try {
        Files.createDirectories(file(folder));
      } catch (IOException e) {
        if (e instanceof AccessDeniedException || Disk.failed(e)) {
          throw e; // of any reason Hadoop says only that it failed
        }
      }
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
      Files.move(file(from), file(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void add(Path from, Path to) throws IOException {
      try {
        Files.createLink(file(to), file(from)); // a rename would replace
      } catch (FileAlreadyExistsException e) {
        throw e;
      } catch (FileSystemException | UnsupportedOperationException e) {
        Files.copy(file(from), file(to)); // a disk without links; one creates, if not at once
      }
      Files.delete(file(from));
    }

    private java.nio.file.Path file(Path path) {
      File file = files.pathToFile(path);
      return file.toPath();
    }
  }

  /** Opens a file system's renames with options, which HDFS does atomically, to callers. */
  final class SharedNaming extends FilterFileSystem implements Naming {
    SharedNaming(FileSystem files) {
      super(files);
    }

    @Override
    public void folder(Path folder) {
      // Made with the file.
    }

    @Override
    @SuppressWarnings("deprecation") // for the file systems that have none of their own
    public void replace(Path from, Path to) throws IOException {
      rename(from, to, Options.Rename.OVERWRITE);
    }

    @Override
    @SuppressWarnings("deprecation")
    public void add(Path from, Path to) throws IOException {
      rename(from, to, Options.Rename.NONE);
    }
  }
}
