package phosphene.network.read.keras;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A .keras archive: a ZIP file of {@code config.json}, {@code metadata.json} and {@code
 * model.weights.h5}. Sizes are counted while it is unpacked; what it says of them is not trusted.
 */
record KerasArchive(Path path) {
  private static final String CONFIGURATION = "config.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String METADATA = "metadata.json";
  private static final long LONGEST_TEXT = 64 << 20;
  // Keras stores without compression, and trained weights shrink by a tenth.
  private static final long MOST_INFLATION = 64;
  private static final int BUFFER = 1 << 16;

  /** What an archive says of its model and of itself, as JSON. */
  record Texts(String configuration, String metadata) {}

  /** True if it has a configuration as Keras writes it. */
  boolean holdsModel() throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return zip.getEntry(CONFIGURATION) != null;
    } catch (IllegalArgumentException e) { // how ZipFile refuses names that are not UTF-8
      throw new IOException("damaged ZIP archive", e);
    }
  }

  /** Writes the weights to a file and gives the texts. */
  Texts unpack(Path weights) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      Texts texts = new Texts(text(zip, CONFIGURATION), text(zip, METADATA));
      try (OutputStream out = Files.newOutputStream(weights)) {
        copy(zip, WEIGHTS, out, Files.size(path) * MOST_INFLATION);
      }
      return texts;
    } catch (IllegalArgumentException e) { // how ZipFile refuses names that are not UTF-8
      throw new IOException("damaged ZIP archive", e);
    }
  }

  private static String text(ZipFile zip, String name) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    copy(zip, name, text, LONGEST_TEXT);
    return text.toString(StandardCharsets.UTF_8);
  }

  private static void copy(ZipFile zip, String name, OutputStream out, long most)
      throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it is no model of Keras: " + name + " is missing");
    }
    try (InputStream in = zip.getInputStream(entry);
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32())) {
      byte[] buffer = new byte[BUFFER];
      long size = 0;
      for (int read = checked.read(buffer); read >= 0; read = checked.read(buffer)) {
        size += read;
        if (size > most) {
          throw new IOException("it is larger than " + most + " bytes, which no model's is");
        }
        out.write(buffer, 0, read);
      }
      // Stored entries are not checked by ZipFile itself.
      if (checked.getChecksum().getValue() != entry.getCrc()) {
        throw new IOException("its checksum does not match");
      }
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }
}
