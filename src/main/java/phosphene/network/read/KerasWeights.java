package phosphene.network.read;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.read.keras.Hdf5;
import phosphene.network.read.keras.Hdf5Array;
import phosphene.network.read.keras.Hdf5Group;

/**
 * The weights of a Keras HDF5 file, at its top or in its group {@code model_weights}, or numbered
 * as Keras 3 does in .weights.h5 (of versions that write the names of layers beside): kernels of
 * convolutions height x width x channels x filters, of dense layers inputs x outputs with the
 * inputs in row, column, channel order.
 */
final class KerasWeights implements WeightFile {
  private static final int DEEPEST = 12;
  private static final Pattern KERNEL = Pattern.compile("(.*_)?(kernel|W)(_\\d+)?(:0)?");
  private static final Pattern BIAS = Pattern.compile("(.*_)?(bias|b)(_\\d+)?(:0)?");

  private final Hdf5 file;
  private final Map<String, Hdf5Array> arrays = new TreeMap<>();

  private KerasWeights(Hdf5 file) throws IOException {
    this.file = file;
    Hdf5Group root = file.root();
    collect(root.group("model_weights").orElse(root), "", 0);
  }

  static KerasWeights open(Path path) throws IOException {
    Hdf5 file = Hdf5.open(path);
    try {
      return new KerasWeights(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public Set<String> held(Set<String> wanted) {
    return wanted.stream()
        .filter(layer -> arrays.keySet().stream().anyMatch(path -> belongs(path, layer)))
        .collect(Collectors.toSet());
  }

  @Override
  public List<String> strangers(Set<String> wanted) {
    return arrays.keySet().stream()
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

  private FloatBuffer read(String path, List<Integer> expected) throws IOException {
    Hdf5Array array = arrays.get(path);
    if (array == null) {
      throw new AssertionError(path);
    }
    WeightFile.requireShape(path, array.shape(), expected);
    return array.floats();
  }

  private String find(String layer, String role, Pattern name) throws IOException {
    List<String> found =
        arrays.keySet().stream()
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

  private void collect(Hdf5Group group, String prefix, int depth) throws IOException {
    Optional<String> layer = group.text("name");
    Optional<Hdf5Group> variables = group.group("vars");
    if (layer.isPresent() && variables.isPresent()) {
      number(variables.get(), layer.get() + "/");
      return;
    }
    for (String name : group.names()) {
      Optional<Hdf5Array> array = group.array(name);
      array.ifPresent(found -> arrays.put(prefix + name, found));
      Optional<Hdf5Group> inner = array.isPresent() ? Optional.empty() : group.group(name);
      if (inner.isPresent() && depth < DEEPEST) {
        collect(inner.get(), prefix + name + "/", depth + 1);
      }
    }
  }

  /** The arrays of a layer of Keras 3, in the order in which it makes them: kernel, bias. */
  private void number(Hdf5Group variables, String prefix) throws IOException {
    for (String name : variables.names()) {
      String role = name.equals("0") ? "kernel" : name.equals("1") ? "bias" : name;
      variables.array(name).ifPresent(found -> arrays.put(prefix + role, found));
    }
  }

  /** True if the path is inside the group {@code layer}, or {@code fire2/x} for fire2_x. */
  private static boolean belongs(String path, String layer) {
    return path.startsWith(layer + "/") || path.startsWith(layer.replaceFirst("_", "/") + "/");
  }
}
