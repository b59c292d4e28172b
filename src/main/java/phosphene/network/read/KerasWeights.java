package phosphene.network.read;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import phosphene.network.Shape;
import phosphene.network.Weights;

/**
 * The weights of a Keras HDF5 file, at its top or in its group {@code model_weights}: kernels of
 * convolutions height x width x channels x filters, of dense layers inputs x outputs with the
 * inputs in row, column, channel order.
 */
final class KerasWeights implements WeightFile {
  private static final int DEEPEST = 12;
  private static final Pattern KERNEL = Pattern.compile("(.*_)?(kernel|W)(_\\d+)?(:0)?");
  private static final Pattern BIAS = Pattern.compile("(.*_)?(bias|b)(_\\d+)?(:0)?");

  private final HdfFile file;
  private final Group weights;
  private final Map<String, Dataset> datasets = new TreeMap<>();

  private KerasWeights(HdfFile file) {
    this.file = file;
    boolean whole = file.getChildren().get("model_weights") instanceof Group;
    weights = whole ? (Group) file.getChild("model_weights") : file;
    collect(weights, "", 0);
  }

  static KerasWeights open(Path path) throws IOException {
    requireWhole(path);
    HdfFile file = guarded(() -> new HdfFile(path));
    try {
      return guarded(() -> new KerasWeights(file));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Compares the file's size with the end that its superblock (versions 0 to 3) names. */
  private static void requireWhole(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(48);
      ByteBuffer superblock = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
      boolean old = start.length < 9 || start[8] < 2;
      long end = start.length < 48 ? Long.MAX_VALUE : superblock.getLong(old ? 40 : 28);
      if (Files.size(path) < end) {
        throw new IOException("it is truncated: " + Files.size(path) + " bytes");
      }
    }
  }

  @Override
  public Set<String> held(Set<String> wanted) {
    return wanted.stream()
        .filter(layer -> datasets.keySet().stream().anyMatch(path -> belongs(path, layer)))
        .collect(Collectors.toSet());
  }

  @Override
  public List<String> strangers(Set<String> wanted) {
    return datasets.keySet().stream()
        .filter(path -> wanted.stream().noneMatch(layer -> belongs(path, layer)))
        .toList();
  }

  @Override
  public Weights weights(String layer, List<Integer> kernel, Shape input) throws IOException {
    String bias = find(layer, "bias", BIAS);
    float[] values = new float[kernel.get(0)];
    read(bias, List.of(kernel.get(0))).get(values);
    String path = find(layer, "kernel", KERNEL);
    return new Weights(
        kernel.size() == 4 ? convolution(path, kernel) : dense(path, kernel, input), values);
  }

  /** The version of Keras that wrote the file; empty if it does not say. */
  String version() throws IOException {
    for (Group group : List.of(file, weights)) {
      Attribute version = guarded(() -> group.getAttribute("keras_version"));
      if (version != null) {
        return guarded(() -> String.valueOf(version.getData()));
      }
    }
    return "";
  }

  /** The extents of the arrays of one layer of a whole model, by what they are: {@code kernel}. */
  Map<String, List<Integer>> shapes(String layer) throws IOException {
    Map<String, List<Integer>> shapes = new TreeMap<>();
    for (Map.Entry<String, Dataset> array : datasets.entrySet()) {
      if (array.getKey().startsWith(layer + "/")) {
        String path = array.getKey();
        String role = path.substring(path.lastIndexOf('/') + 1).replaceFirst("(_\\d+)?(:0)?$", "");
        List<Integer> extents =
            guarded(() -> Arrays.stream(array.getValue().getDimensions()).boxed().toList());
        if (shapes.put(role, extents) != null) {
          throw new IOException("layer " + layer + " has several arrays " + role);
        }
      }
    }
    return shapes;
  }

  @Override
  public void close() {
    file.close();
  }

  /** From height x width x channels x filters to filters x channels x height x width. */
  private float[] convolution(String path, List<Integer> kernel) throws IOException {
    int filters = kernel.get(0);
    int channels = kernel.get(1);
    int area = kernel.get(2) * kernel.get(3);
    FloatBuffer values = read(path, List.of(kernel.get(2), kernel.get(3), channels, filters));
    float[] ordered = new float[filters * channels * area];
    for (int position = 0; position < area; position++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int filter = 0; filter < filters; filter++) {
          ordered[(filter * channels + channel) * area + position] = values.get();
        }
      }
    }
    return ordered;
  }

  /** From inputs x outputs to outputs x inputs, the inputs channel by channel. */
  private float[] dense(String path, List<Integer> kernel, Shape input) throws IOException {
    int outputs = kernel.get(0);
    int inputs = kernel.get(1);
    FloatBuffer values = read(path, List.of(inputs, outputs));
    float[] ordered = new float[Math.multiplyExact(inputs, outputs)];
    for (int position = 0; position < input.area(); position++) {
      for (int channel = 0; channel < input.channels(); channel++) {
        int column = channel * input.area() + position;
        for (int output = 0; output < outputs; output++) {
          ordered[output * inputs + column] = values.get();
        }
      }
    }
    return ordered;
  }

  /** The values of a dataset; uncompressed ones are mapped, not copied. */
  private FloatBuffer read(String path, List<Integer> expected) throws IOException {
    Dataset dataset = datasets.get(path);
    if (dataset == null) {
      throw new AssertionError(path);
    }
    return guarded(() -> values(path, dataset, expected));
  }

  private static FloatBuffer values(String path, Dataset dataset, List<Integer> expected)
      throws IOException {
    WeightFile.requireShape(
        path, Arrays.stream(dataset.getDimensions()).boxed().toList(), expected);
    if (dataset instanceof ContiguousDataset contiguous
        && dataset.getDataType() instanceof FloatingPoint type
        && type.getSize() == Float.BYTES) {
      ByteBuffer bytes = contiguous.getBuffer();
      return bytes.order(type.getByteOrder()).asFloatBuffer();
    }
    Object flat = dataset.getDataFlat();
    if (flat instanceof float[] floats) {
      return FloatBuffer.wrap(floats);
    }
    if (flat instanceof double[] doubles) {
      FloatBuffer rounded = FloatBuffer.allocate(doubles.length);
      for (double value : doubles) {
        rounded.put((float) value);
      }
      return rounded.flip();
    }
    throw new IOException(path + " does not hold floating-point numbers");
  }

  private String find(String layer, String role, Pattern name) throws IOException {
    List<String> found =
        datasets.keySet().stream()
            .filter(path -> belongs(path, layer))
            .filter(path -> name.matcher(path.substring(path.lastIndexOf('/') + 1)).matches())
            .toList();
    if (found.size() != 1) {
      throw new IOException(
          "layer "
              + layer
              + " has "
              + (found.isEmpty() ? "no " + role : "several of " + role + ": " + found));
    }
    return found.get(0);
  }

  private void collect(Group group, String prefix, int depth) {
    for (Node node : group.getChildren().values()) {
      String path = prefix + node.getName();
      if (node instanceof Dataset dataset) {
        datasets.put(path, dataset);
      } else if (node instanceof Group inner && !node.isLink() && depth < DEEPEST) {
        collect(inner, path + "/", depth + 1);
      }
    }
  }

  /** True if the path is inside the group {@code layer}, or {@code fire2/x} for fire2_x. */
  private static boolean belongs(String path, String layer) {
    return path.startsWith(layer + "/") || path.startsWith(layer.replaceFirst("_", "/") + "/");
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  /** Runs jhdf, which meets damaged files with runtime exceptions of every kind. */
  private static <T> T guarded(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (RuntimeException e) {
      throw new IOException("damaged HDF5 file (" + e + ")", e);
    }
  }
}
