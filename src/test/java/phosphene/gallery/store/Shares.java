package phosphene.gallery.store;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** File systems on local folders that behave like those which need a cluster or a cloud. */
public final class Shares {
  private Shares() {}

  public static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setClass("fs.bucket.impl", Bucket.class, FileSystem.class);
    configuration.setClass("fs.gs.impl", Google.class, FileSystem.class);
    configuration.setClass("fs.namenode.impl", Namenode.class, FileSystem.class);
    configuration.setClass("fs.locked.impl", Locked.class, FileSystem.class);
    configuration.setClass("fs.full.impl", Full.class, FileSystem.class);
    configuration.setClass("fs.stuck.impl", Stuck.class, FileSystem.class);
    return configuration;
  }

  private abstract static class Share extends RawLocalFileSystem {
    private final String scheme;

    Share(String scheme) {
      this.scheme = scheme;
    }

    @Override
    public URI getUri() {
      return URI.create(scheme + ":///");
    }

    @Override
    public String getScheme() {
      return scheme;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
      return plain(super.getFileStatus(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
      return Stream.of(super.listStatus(path)).map(Share::plain).toArray(FileStatus[]::new);
    }

    /** A status that does not look for its owner in a file of the same URI. */
    private static FileStatus plain(FileStatus status) {
      return new FileStatus(
          status.getLen(),
          status.isDirectory(),
          1,
          status.getBlockSize(),
          status.getModificationTime(),
          status.getPath());
    }
  }

  /** Like S3A: an object appears when its stream is closed, and renames are out of bounds. */
  static class Bucket extends Share {
    // Of all buckets: what was begun, and neither published nor aborted.
    static final AtomicInteger OPEN = new AtomicInteger();

    Bucket() {
      this("bucket");
    }

    Bucket(String scheme) {
      super(scheme);
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) throws IOException {
      return capability.equals("fs.capability.outputstream.abortable")
          || super.hasPathCapability(path, capability);
    }

    @Override
    public FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
      return new FSDataOutputStream(new Upload(path, overwrite), null);
    }

    @Override
    public FSDataOutputStream create(
        Path path,
        FsPermission permission,
        EnumSet<CreateFlag> flags,
        int buffer,
        short replication,
        long block,
        Progressable progress,
        Options.ChecksumOpt checksum)
        throws IOException {
      return create(path, flags.contains(CreateFlag.OVERWRITE));
    }

    @Override
    public boolean rename(Path from, Path to) {
      throw new AssertionError("a rename copies in an object store");
    }

    private final class Upload extends OutputStream implements Abortable {
      private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
      private final Path path;
      private final boolean overwrite;
      private boolean aborted;

      Upload(Path path, boolean overwrite) {
        this.path = path;
        this.overwrite = overwrite;
        OPEN.incrementAndGet();
      }

      @Override
      public void write(int value) throws IOException {
        if (path.getName().equals("unlucky") && sent.size() > 2) {
          throw new IOException("connection lost");
        }
        if (path.getName().equals("torn") && sent.size() > 2) {
          throw new IllegalStateException("no header");
        }
        sent.write(value);
      }

      @Override
      public AbortableResult abort() {
        aborted = true;
        OPEN.decrementAndGet();
        return new AbortableResult() {
          @Override
          public boolean alreadyClosed() {
            return false;
          }

          @Override
          @SuppressWarnings("NullAway")
          public IOException anyCleanupException() {
            return null;
          }
        };
      }

      @Override
      public void close() throws IOException {
        if (!aborted) {
          OPEN.decrementAndGet();
          publish();
        }
      }

      private void publish() throws IOException {
        synchronized (Bucket.class) { // the bucket decides who is first
          if (!overwrite && exists(path)) {
            throw new IOException("the precondition failed");
          }
          try (var out = Bucket.super.create(path, true)) {
            sent.writeTo(out);
          }
        }
      }
    }
  }

  /** Like Google's: it says nothing of what it can do, and its streams cannot be aborted. */
  static final class Google extends Bucket {
    Google() {
      super("gs");
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) {
      return false;
    }

    @Override
    public FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
      return new FSDataOutputStream(new FilterOutputStream(super.create(path, overwrite)), null);
    }
  }

  /** Like HDFS: the plain rename refuses to replace, and moves into folders. */
  static final class Namenode extends Share {
    Namenode() {
      super("namenode");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
      return !exists(to) && super.rename(from, to);
    }

    @Override
    @SuppressWarnings("deprecation") // HDFS's own is not
    protected void rename(Path from, Path to, Options.Rename... options) throws IOException {
      if (!List.of(options).contains(Options.Rename.OVERWRITE)) {
        synchronized (Namenode.class) { // HDFS does it atomically
          super.rename(from, to, options);
        }
        return;
      }
      if (exists(to) && getFileStatus(to).isDirectory()) {
        throw new IOException("the destination is a directory");
      }
      delete(to, false);
      super.rename(from, to);
    }
  }

  /** Whose files exist but cannot be read, which Java calls not found. */
  static final class Locked extends Share {
    Locked() {
      super("locked");
    }

    @Override
    public FSDataInputStream open(Path path, int buffer) throws IOException {
      super.open(path, buffer).close();
      throw new FileNotFoundException(path.toUri().getPath() + " (Permission denied)");
    }
  }

  /** Without room. */
  static final class Full extends Share {
    Full() {
      super("full");
    }

    @Override
    public FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
      FSDataOutputStream out = super.create(path, overwrite);
      return new FSDataOutputStream(out, null) {
        @Override
        public void close() throws IOException {
          super.close();
          throw new IOException("No space left on device\nDataXceiver and 40 lines more");
        }
      };
    }
  }

  /** How a rename fails. */
  enum Failure {
    NO,
    EXCEPTION,
    BUG,
    ERROR
  }

  /** Gives no file its name. */
  static final class Stuck extends Share {
    static volatile Failure failure = Failure.NO;

    Stuck() {
      super("stuck");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
      return switch (failure) {
        case NO -> false;
        case EXCEPTION -> throw new IOException("the name server is away");
        case BUG -> throw new IllegalStateException("the name server is away");
        case ERROR -> throw FullDiskTest.Full.error("the name server is away");
      };
    }
  }
}
