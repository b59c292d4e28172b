package phosphene.gallery.store;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The folders and files of a collection as their store has them; paths begin at its root. */
interface PhotoTree {
  /** What an entry of a folder is. */
  enum Type {
    FILE,
    FOLDER,
    /** A link to what is not there. */
    DANGLING,
    /** A pipe, a socket or a device. */
    SPECIAL
  }

  /**
   * What is in a folder.
   *
   * @param bytes of a file
   */
  record Entry(String name, Type type, long bytes, Instant modified) {}

  /** Goes through the entries of a folder. To be closed. */
  interface Entries extends AutoCloseable {
    /** The next one; empty at the end. */
    Optional<Entry> next() throws IOException;

    @Override
    void close();
  }

  /** True if there is a file of that path. */
  boolean exists(String path) throws IOException;

  Entries list(String folder) throws IOException;

  /** The first bytes of a file. */
  byte[] read(String path, int most) throws IOException;

  /**
   * Where links lie through which a folder is reached; empty if it leads back to itself.
   *
   * @param holders of the folder that it is in
   */
  Optional<List<String>> holders(List<String> holders, String folder, String path)
      throws IOException;
}
