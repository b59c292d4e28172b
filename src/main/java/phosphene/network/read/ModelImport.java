package phosphene.network.read;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.util.ModelSerializer;
import phosphene.network.ImportedNetwork;
import phosphene.network.Network;
import phosphene.network.Shape;
import phosphene.spec.Normalization;
import phosphene.spec.SpecException;

/** Opens files that hold a whole model: Deeplearning4j reads them, {@link Dl4jImport} converts. */
public final class ModelImport {
  private static final String CONFIGURATION = "configuration.json";

  private ModelImport() {}

  /**
   * The network in a file of any format.
   *
   * @param asked what its input takes; empty: what the file says, or what lies beside it, else 0..1
   * @throws SpecException if the file cannot be read, or holds no network that can be run
   */
  public static Network read(Path path, Optional<Normalization> asked) {
    try {
      ImportedNetwork parts = WeightReader.isHdf5(path) ? keras(path) : zip(path);
      Network network =
          new Network(
              parts.architecture(), parts.weights(), Companions.sha256(path), List.of());
      return ModelConfig.of(path).under(asked).applied(network);
    } catch (IOException
        | InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException e) {
      throw refusal(path, e);
    } catch (SpecException e) {
      throw e;
    } catch (RuntimeException e) { // Deeplearning4j and jhdf meet damaged files with any of them
      throw refusal(path, e);
    }
  }

  private static SpecException refusal(Path path, Exception e) {
    String reason =
        e instanceof IOException io
            ? WeightReader.reason(io)
            : e.getMessage() == null ? e.toString() : e.getMessage();
    return new SpecException("Cannot import " + path + ": " + reason, e);
  }

  private static ImportedNetwork keras(Path path)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    KerasConfig config = KerasConfig.parse(kerasConfiguration(path));
    Optional<Shape> input;
    try (KerasWeights arrays = KerasWeights.open(path)) {
      input = new KerasCheck(arrays).check(config);
      requireSecond(arrays.version());
    }
    Dl4jImport imported = new Dl4jImport(path);
    if (config.sequential()) {
      imported.read(KerasModelImport.importKerasSequentialModelAndWeights(path.toString(), false));
    } else {
      imported.read(KerasModelImport.importKerasModelAndWeights(path.toString(), false));
    }
    return imported.parts(name(path), input);
  }

  private static void requireSecond(String version) throws IOException {
    if (!version.startsWith("2.")) {
      throw new IOException(
          "it was written by Keras "
              + (version.isEmpty() ? "of no known version" : version)
              + " (must be by Keras 2)");
    }
  }

  private static String kerasConfiguration(Path path) throws IOException {
    try (HdfFile file = new HdfFile(path)) {
      Attribute config = file.getAttributes().get("model_config");
      if (config == null) {
        throw new IOException(
            "it holds weights only (name the network, and this file with weights:)");
      }
      return String.valueOf(config.getData());
    }
  }

  private static ImportedNetwork zip(Path path) throws IOException {
    if (!WeightReader.isZip(path)) {
      throw new IOException("it is neither a Keras model (.h5) nor one of Deeplearning4j (.zip)");
    }
    String configuration;
    try (ZipFile zip = new ZipFile(path.toFile())) {
      ZipEntry entry = zip.getEntry(CONFIGURATION);
      if (entry == null) {
        throw new IOException("it is no model of Deeplearning4j: " + CONFIGURATION + " is missing");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        configuration = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    Dl4jImport imported = new Dl4jImport(path);
    if (configuration.contains("\"vertices\"")) {
      imported.read(ModelSerializer.restoreComputationGraph(path.toFile(), false));
    } else {
      imported.read(ModelSerializer.restoreMultiLayerNetwork(path.toFile(), false));
    }
    return imported.parts(name(path), Optional.empty());
  }

  private static String name(Path path) {
    String file = String.valueOf(path.getFileName());
    return file.replaceFirst("\\.\\w+$", "").toLowerCase(Locale.ROOT);
  }
}
