package phosphene.network.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.util.ModelSerializer;
import phosphene.network.ImportedNetwork;
import phosphene.network.Network;
import phosphene.network.read.keras.KerasImport;
import phosphene.network.read.onnx.OnnxImport;
import phosphene.network.read.torch.Pickle;
import phosphene.network.read.torch.StateDict;
import phosphene.spec.FileNames;
import phosphene.spec.Normalization;
import phosphene.spec.SpecException;

/** Opens files that hold a whole model: ONNX, Keras, Deeplearning4j. */
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
      if (WeightReader.isHdf5(path)) {
        return network(path, KerasImport.hdf5(path, name(path), asked));
      }
      if (WeightReader.isZip(path) && KerasImport.isArchive(path)) {
        return network(path, KerasImport.archive(path, name(path), asked));
      }
      return ModelConfig.of(path, asked).applied(network(path, parts(path)));
    } catch (IOException e) {
      throw refusal(path, e);
    } catch (SpecException e) {
      throw e;
    } catch (RuntimeException e) { // Deeplearning4j and jhdf meet damaged files with any of them
      throw refusal(path, e);
    }
  }

  /** Refuses what holds no layers. */
  private static void requireModel(Path path) throws IOException {
    if (Pickle.is(path)) {
      throw new IOException(Pickle.refusal(path));
    }
    if (StateDict.is(path)) {
      throw new IOException(
          "it holds weights only (name the network, and this file with weights:)");
    }
  }

  private static SpecException refusal(Path path, Exception e) {
    String reason =
        e instanceof IOException io
            ? WeightReader.reason(io)
            : e.getMessage() == null ? e.toString() : e.getMessage();
    return new SpecException("Cannot import " + path + ": " + reason, e);
  }

  private static Network network(Path path, ImportedNetwork parts) throws IOException {
    String digest = Companions.sha256(path);
    return new Network(parts.architecture(), parts.weights(), digest, List.of());
  }

  /** A file that no reader of Keras takes, which would know what layers its pixels pass first. */
  private static ImportedNetwork parts(Path path) throws IOException {
    requireModel(path);
    if (FileNames.onnx(path.toString())) {
      return OnnxImport.read(path, name(path));
    }
    if (WeightReader.isZip(path)) {
      return deeplearning4j(path);
    }
    throw new IOException(
        "it is neither an ONNX model (.onnx), nor one of Keras (.h5, .keras), nor one of"
            + " Deeplearning4j (.zip)");
  }

  private static ImportedNetwork deeplearning4j(Path path) throws IOException {
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
