package phosphene.gallery.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A collection on this machine. Hadoop's own view of it goes by Java's texts for names, and misses
 * those that are no texts in the locale of the process, and links to what is not there.
 *
 * @param root by {@link LocalFiles#text}, without a slash at its end
 */
record LocalTree(String root) implements PhotoTree {
  private Path at(String path) {
    if (path.isEmpty()) {
      return LocalFiles.file(root.isEmpty() ? "/" : root);
    }
    return LocalFiles.file(root + "/" + ObjectName.requireBelow(path, root));
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(at(path));
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // the listing closes it
  public Entries list(String folder) throws IOException {
    Path path = at(folder);
    try {
      return new Listing(Files.newDirectoryStream(path));
    } catch (NoSuchFileException e) {
      throw missing(path, e);
    }
  }

  private static FileNotFoundException missing(Path path, NoSuchFileException cause) {
    FileNotFoundException missing =
        new FileNotFoundException("File " + LocalFiles.text(path) + " does not exist");
    missing.initCause(cause);
    return missing;
  }

  @Override
  public byte[] read(String path, int most) throws IOException {
    Path file = at(path);
    try {
      return LocalFiles.read(file, most);
    } catch (NoSuchFileException e) {
      throw missing(file, e);
    }
  }

  @Override
  public Optional<List<String>> holders(List<String> holders, String folder, String path)
      throws IOException {
    Path here = at(path);
    if (!Files.isSymbolicLink(here)) {
      return Optional.of(holders);
    }
    Path target = here.toRealPath();
    List<String> all = new ArrayList<>(holders);
    all.add(LocalFiles.text(at(folder).toRealPath()));
    boolean loop = all.stream().anyMatch(holder -> LocalFiles.file(holder).startsWith(target));
    return loop ? Optional.empty() : Optional.of(all);
  }

  /** The entries of a folder as the system gives them. */
  private static final class Listing implements Entries {
    private final DirectoryStream<Path> stream;
    private final Iterator<Path> paths;

    Listing(DirectoryStream<Path> stream) {
      this.stream = stream;
      this.paths = stream.iterator();
    }

    @Override
    public Optional<Entry> next() throws IOException {
      try {
        while (paths.hasNext()) {
          Optional<Entry> entry = entry(paths.next());
          if (entry.isPresent()) {
            return entry;
          }
        }
        return Optional.empty();
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }

    /** Empty if it was removed meanwhile. */
    private static Optional<Entry> entry(Path path) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        Type type =
            attributes.isDirectory()
                ? Type.FOLDER
                : attributes.isRegularFile() ? Type.FILE : Type.SPECIAL;
        return Optional.of(entry(path, type, attributes));
      } catch (IOException e) {
        return dangling(path);
      }
    }

    private static Optional<Entry> dangling(Path path) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Optional.of(entry(path, Type.DANGLING, attributes));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    private static Entry entry(Path path, Type type, BasicFileAttributes attributes) {
      Instant modified = Instant.ofEpochMilli(attributes.lastModifiedTime().toMillis());
      long bytes = type == Type.FILE ? attributes.size() : 0;
      return new Entry(LocalFiles.name(path), type, bytes, modified);
    }

    @Override
    public void close() {
      try {
        stream.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
