package phosphene.network.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An open NumPy .npz file: named arrays in a ZIP archive, each read when it is asked for. */
public final class Npz implements Closeable {
  private static final String SUFFIX = ".npy";

  private final ZipFile zip;
  private final Set<String> names = new TreeSet<>();

  private Npz(ZipFile zip) {
    this.zip = zip;
    zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(SUFFIX))
        .forEach(name -> names.add(name.substring(0, name.length() - SUFFIX.length())));
  }

  /** Opens a file; its failures do not name it. */
  public static Npz open(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    try {
      return new Npz(new ZipFile(path.toFile()));
    } catch (IllegalArgumentException e) { // how ZipFile refuses names that are not UTF-8
      throw new IOException("damaged ZIP archive", e);
    }
  }

  /** All arrays of a file by name. */
  public static Map<String, NpyArray> read(Path path) throws IOException {
    try (Npz npz = open(path)) {
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      for (String name : npz.names()) {
        arrays.put(name, npz.array(name));
      }
      return arrays;
    }
  }

  /** The names of the arrays, sorted. */
  public Set<String> names() {
    return names;
  }

  /** One array, its checksum verified. */
  public NpyArray array(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name + SUFFIX);
    if (entry == null) {
      throw new IOException(name + " is missing");
    }
    // Stored entries are not checked by ZipFile itself.
    try (InputStream in = zip.getInputStream(entry);
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32())) {
      NpyArray array = NpyArray.read(checked);
      checked.skip(Long.MAX_VALUE);
      if (checked.getChecksum().getValue() != entry.getCrc()) {
        throw new IOException("its checksum does not match");
      }
      return array;
    } catch (IOException e) {
      throw new IOException("array " + name + ": " + WeightReader.reason(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
