package phosphene.network.read.keras;

import io.jhdf.HdfFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * An open HDF5 file none of whose claims is trusted: what it says of sizes is compared with its
 * bytes before anything is allocated, and a damaged one is an {@link IOException} whose message is
 * a reason without the file's name.
 */
public final class Hdf5 implements Closeable {
  private static final int SUPERBLOCK = 48;

  private final HdfFile file;
  private final long size;

  private Hdf5(HdfFile file, long size) {
    this.file = file;
    this.size = size;
  }

  public static Hdf5 open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new IOException("it is larger than 2 GiB");
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      requireWhole(bytes);
      // jhdf takes parts of a buffer as they are; of a channel it first allocates what is claimed.
      return new Hdf5(guarded(() -> HdfFile.fromByteBuffer(bytes)), size);
    }
  }

  /** The group that holds all others. */
  public Hdf5Group root() {
    return new Hdf5Group(file, "", size);
  }

  @Override
  public void close() {
    file.close();
  }

  /** Compares the file's size with the end that its superblock (versions 0 to 3) names. */
  private static void requireWhole(ByteBuffer file) throws IOException {
    ByteBuffer superblock = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int size = file.limit();
    boolean old = size < 9 || superblock.get(8) < 2;
    long end = size < SUPERBLOCK ? Long.MAX_VALUE : superblock.getLong(old ? 40 : 28);
    if (size < end) {
      throw new IOException("it is truncated: " + size + " bytes");
    }
  }

  /** What jhdf is asked. */
  interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * Runs jhdf, which meets damaged files with runtime exceptions of every kind, and those whose
   * parts hold each other with a stack that overflows.
   */
  static <T> T guarded(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (RuntimeException e) {
      throw new IOException("damaged HDF5 file (" + e + ")", e);
    } catch (StackOverflowError e) {
      throw new IOException("damaged HDF5 file (its parts hold each other)", e);
    }
  }
}
