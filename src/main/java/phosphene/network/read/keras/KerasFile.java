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
  private final Optional<Path> unpacked;

  private KerasFile(Hdf5 hdf5, Optional<String> configuration, Optional<Path> unpacked) {
    this.hdf5 = hdf5;
    this.configuration = configuration;
    this.unpacked = unpacked;
  }

  /** Opens an HDF5 file. */
  static KerasFile hdf5(Path path) throws IOException {
    Hdf5 hdf5 = Hdf5.open(path);
    try {
      return new KerasFile(hdf5, hdf5.root().text(CONFIGURATION), Optional.empty());
    } catch (IOException | RuntimeException | Error e) {
      hdf5.close();
      throw e;
    }
  }

  /** Opens an archive; its weights are unpacked to a temporary file. */
  static KerasFile archive(Path path) throws IOException {
    Path weights = Files.createTempFile("phosphene-", ".weights.h5");
    try {
      String configuration = new KerasArchive(path).unpack(weights);
      return new KerasFile(Hdf5.open(weights), Optional.of(configuration), Optional.of(weights));
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
