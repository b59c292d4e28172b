package phosphene.network.read.keras;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An open file of Keras, in any of its forms: HDF5 with the configuration as an attribute (.h5), an
 * archive of configuration and weights (.keras), or weights alone (.weights.h5).
 */
final class KerasFile implements Closeable {
  private static final String CONFIGURATION = "model_config";

  private final Hdf5 hdf5;
  private final Optional<String> configuration;
  private final String version;
  private final Optional<Path> unpacked;

  private KerasFile(
      Hdf5 hdf5, Optional<String> configuration, String version, Optional<Path> unpacked) {
    this.hdf5 = hdf5;
    this.configuration = configuration;
    this.version = version;
    this.unpacked = unpacked;
  }

  /** Opens an HDF5 file. */
  static KerasFile hdf5(Path path) throws IOException {
    Hdf5 hdf5 = Hdf5.open(path);
    try {
      Hdf5Group root = hdf5.root();
      String version = root.text("keras_version").orElse("");
      return new KerasFile(hdf5, root.text(CONFIGURATION), version, Optional.empty());
    } catch (IOException | RuntimeException | Error e) {
      hdf5.close();
      throw e;
    }
  }

  /** Opens an archive; its weights are unpacked to a temporary file. */
  static KerasFile archive(Path path) throws IOException {
    Path weights = Files.createTempFile("phosphene-", ".weights.h5");
    try {
      KerasArchive.Texts texts = new KerasArchive(path).unpack(weights);
      return new KerasFile(
          Hdf5.open(weights),
          Optional.of(texts.configuration()),
          KerasConfig.version(texts.metadata()),
          Optional.of(weights));
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(weights);
      throw e;
    }
  }

  /**
   * The model's layers and how they are connected.
   *
   * @throws IOException if the file has weights only
   */
  String configuration() throws IOException {
    return configuration.orElseThrow(
        () ->
            new IOException(
                "it holds weights only (name the network, and this file with weights:; or save the"
                    + " whole model: model.save(\"model.keras\"))"));
  }

  /**
   * The version of Keras that wrote the file: 2, or 3 and later.
   *
   * @throws IOException if it is older
   */
  int keras() throws IOException {
    if (version.startsWith("0.") || version.startsWith("1.")) {
      throw new IOException(
          "it was written by Keras "
              + version
              + " (must be by Keras 2 or 3: load it with Keras 2 and save it again)");
    }
    boolean third = version.isEmpty() && configuration().contains("\"registered_name\"");
    return third || version.compareTo("3") >= 0 ? 3 : 2;
  }

  /** The arrays, by the layers that own them. */
  KerasArrays arrays() throws IOException {
    Hdf5Group root = hdf5.root();
    Optional<Hdf5Group> whole = root.group("model_weights");
    if (whole.isPresent()) {
      return new NamedArrays(whole.get());
    }
    return new NumberedArrays(root);
  }

  @Override
  public void close() throws IOException {
    hdf5.close();
    if (unpacked.isPresent()) {
      Files.deleteIfExists(unpacked.get());
    }
  }
}
