package phosphene.network.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.read.torch.Pickle;
import phosphene.network.read.torch.StateDict;
import phosphene.spec.SpecException;

/** Reads the weights of a known architecture from a file of any layout and checks that they fit. */
public final class WeightReader {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private WeightReader() {}

  /**
   * The network in the form for which the file has weights: complete if it holds any of the
   * classifier's, else without classifier.
   *
   * @param complete the network with its classifier
   * @param body the same without it
   * @param labels the names of its classes
   * @throws SpecException if the file cannot be read, or lacks weights, or holds another network's
   */
  public static Network read(
      Architecture complete, Architecture body, Supplier<List<String>> labels, Path path) {
    try (WeightFile file = open(path)) {
      Set<String> layers = complete.kernels().keySet();
      List<String> strangers = file.strangers(layers);
      if (!strangers.isEmpty()) {
        throw new IOException(
            String.join(", ", strangers.subList(0, Math.min(3, strangers.size())))
                + " is not part of "
                + complete.name());
      }
      Architecture architecture = file.held(head(complete, body)).isEmpty() ? body : complete;
      Map<String, Weights> weights = weights(file, architecture);
      List<String> names = architecture.logits().isPresent() ? labels.get() : List.of();
      return new Network(architecture, weights, Companions.sha256(path), names);
    } catch (IOException e) {
      throw new SpecException("Cannot read weights " + path + ": " + reason(e), e);
    }
  }

  /** The layers with weights that only the complete network has. */
  private static Set<String> head(Architecture complete, Architecture body) {
    Set<String> layers = complete.kernels().keySet();
    layers.removeAll(body.kernels().keySet());
    return layers;
  }

  private static Map<String, Weights> weights(WeightFile file, Architecture architecture)
      throws IOException {
    Map<String, List<Integer>> kernels = architecture.kernels();
    Map<String, Shape> shapes =
        architecture.shapes(architecture.input().height(), architecture.input().width());
    Map<String, Weights> weights = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      List<Integer> kernel = kernels.get(node.name());
      if (kernel == null) {
        continue;
      }
      if (file.held(Set.of(node.name())).isEmpty()) {
        throw new IOException(
            "layer " + node.name() + " of " + architecture.name() + " is missing");
      }
      Shape input = shapes.getOrDefault(node.inputs().get(0), architecture.input());
      Weights read = file.weights(node.name(), kernel, input);
      requireFinite(node.name(), read.kernel());
      requireFinite(node.name(), read.bias());
      weights.put(node.name(), read);
    }
    return weights;
  }

  /** Refuses what is no number. */
  static void requireFinite(String layer, float[] values) throws IOException {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IOException("layer " + layer + " holds " + value);
      }
    }
  }

  private static WeightFile open(Path path) throws IOException {
    byte[] start = start(path);
    if (startsWith(start, HDF5)) {
      return KerasWeights.open(path);
    }
    if (Pickle.is(path)) {
      throw new IOException(Pickle.refusal(path));
    }
    if (StateDict.is(path)) {
      return new SafetensorsWeights(StateDict.open(path));
    }
    if (startsWith(start, ZIP)) {
      return new NpzWeights(path);
    }
    if (path.toString().endsWith(".caffemodel")) {
      return CaffeWeights.open(path);
    }
    throw new IOException(
        "it is none of safetensors, HDF5 (.h5), NumPy (.npz) and Caffe (.caffemodel)");
  }

  /** True if the file begins as HDF5 files do. */
  static boolean isHdf5(Path path) throws IOException {
    return startsWith(start(path), HDF5);
  }

  /** True if the file begins as ZIP archives do. */
  static boolean isZip(Path path) throws IOException {
    return startsWith(start(path), ZIP);
  }

  private static byte[] start(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(HDF5.length);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /** What went wrong, for a message that names the file already. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
