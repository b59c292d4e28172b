package phosphene.network.read.torch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The parameters of a network by name, of one safetensors file or of those that an index names. Its
 * failures do not name the file that was opened.
 */
public final class StateDict implements Closeable {
  private static final String SUFFIX = ".safetensors";

  private final List<SafetensorsFile> open;
  private final Map<String, Parameter> parameters;

  /** A tensor under the name that its file gives it. */
  private record Parameter(SafetensorsFile file, String name) {
    List<Long> shape() {
      StoredTensor tensor = file.tensors().get(name);
      return tensor == null ? List.of() : tensor.shape();
    }
  }

  private StateDict(List<SafetensorsFile> open, Map<String, Parameter> parameters) {
    this.open = open;
    this.parameters = parameters;
  }

  /** True if a file is of safetensors, or their index, by its name or its first bytes. */
  public static boolean is(Path path) throws IOException {
    return ShardIndex.is(path) || path.toString().endsWith(SUFFIX) || SafetensorsFile.is(path);
  }

  /**
   * The names of the files that lie beside {@code path} and that it names; none if it is no index.
   */
  public static List<String> shards(Path path) throws IOException {
    return ShardIndex.is(path) ? List.copyOf(ShardIndex.read(path).files()) : List.of();
  }

  public static StateDict open(Path path) throws IOException {
    List<SafetensorsFile> open = new ArrayList<>();
    try {
      return ShardIndex.is(path) ? shards(path, open) : single(path, open);
    } catch (IOException | RuntimeException e) {
      for (SafetensorsFile file : open) {
        file.close();
      }
      throw e;
    }
  }

  private static StateDict single(Path path, List<SafetensorsFile> open) throws IOException {
    SafetensorsFile file = SafetensorsFile.open(path);
    open.add(file);
    Map<String, Parameter> parameters = new TreeMap<>();
    file.tensors().keySet().forEach(name -> parameters.put(name, new Parameter(file, name)));
    return new StateDict(open, parameters);
  }

  private static StateDict shards(Path path, List<SafetensorsFile> open) throws IOException {
    ShardIndex index = ShardIndex.read(path);
    Map<String, Parameter> parameters = new TreeMap<>();
    for (String name : index.files()) {
      SafetensorsFile shard = shard(path.resolveSibling(name));
      open.add(shard);
      for (String tensor : shard.tensors().keySet()) {
        if (!name.equals(index.shards().get(tensor))) {
          throw new IOException("it does not name tensor " + tensor + " of " + name);
        }
        parameters.put(tensor, new Parameter(shard, tensor));
      }
    }
    Set<String> missing = new TreeSet<>(index.shards().keySet());
    missing.removeAll(parameters.keySet());
    if (!missing.isEmpty()) {
      String tensor = missing.iterator().next();
      throw new IOException(
          "tensor "
              + tensor
              + " is not in "
              + index.shards().get(tensor)
              + ", which should hold it");
    }
    return new StateDict(open, parameters);
  }

  private static SafetensorsFile shard(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException(path.getFileName() + ", which it names, is missing beside it");
    }
    try {
      return SafetensorsFile.open(path);
    } catch (IOException e) {
      throw new IOException(path.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /** The names of all parameters, sorted. */
  public Set<String> names() {
    return parameters.keySet();
  }

  /** The extents of a parameter; empty if there is none of that name. */
  public Optional<List<Long>> shape(String name) {
    return Optional.ofNullable(parameters.get(name)).map(Parameter::shape);
  }

  /** The name that the file itself gives a parameter. */
  public String ownName(String name) {
    Parameter parameter = parameters.get(name);
    return parameter == null ? name : parameter.name();
  }

  /**
   * The values of a parameter, row-major. Extents of 1 at the end of its shape do not count: a
   * dense layer is a convolution of 1x1.
   *
   * @param expected the extents that it must have
   * @throws IOException if it is missing, of another shape, or no floating-point numbers
   */
  float[] floats(String name, List<Integer> expected) throws IOException {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new IOException("tensor " + name + " is missing");
    }
    List<Long> wanted = expected.stream().map(Integer::longValue).toList();
    if (!rolled(parameter.shape(), wanted.size()).equals(rolled(wanted, wanted.size()))) {
      throw new IOException(
          "tensor "
              + parameter.name()
              + " has shape "
              + StoredTensor.text(parameter.shape())
              + ", expected "
              + StoredTensor.text(wanted));
    }
    return parameter.file().floats(parameter.name());
  }

  /**
   * The values of a parameter in its own shape, row-major.
   *
   * @throws IOException if it is missing, or no floating-point numbers
   */
  public float[] floats(String name) throws IOException {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new IOException("tensor " + name + " is missing");
    }
    return parameter.file().floats(parameter.name());
  }

  /** A shape without extents of 1 at its end; of a dense layer's all but the first are one. */
  private static List<Long> rolled(List<Long> shape, int dimensions) throws IOException {
    List<Long> rolled = new ArrayList<>(shape);
    try {
      while (rolled.size() > dimensions && dimensions == 2) {
        long last = rolled.remove(rolled.size() - 1);
        rolled.set(rolled.size() - 1, Math.multiplyExact(rolled.get(rolled.size() - 1), last));
      }
    } catch (ArithmeticException e) {
      throw new IOException("impossible shape " + StoredTensor.text(shape), e);
    }
    while (rolled.size() > 1 && rolled.get(rolled.size() - 1) == 1) {
      rolled.remove(rolled.size() - 1);
    }
    return rolled;
  }

  /**
   * The same parameters under other names; this one's files stay open.
   *
   * @throws IOException if two of them would have one name
   */
  public StateDict renamed(UnaryOperator<String> rule) throws IOException {
    Map<String, Parameter> renamed = new TreeMap<>();
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      String name = rule.apply(entry.getKey());
      Parameter other = renamed.put(name, entry.getValue());
      if (other != null) {
        throw new IOException(
            "tensors " + other.name() + " and " + entry.getValue().name() + " are the same one");
      }
    }
    return new StateDict(open, renamed);
  }

  @Override
  public void close() throws IOException {
    for (SafetensorsFile file : open) {
      file.close();
    }
  }
}
