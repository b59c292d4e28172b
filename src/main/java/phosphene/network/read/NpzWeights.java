package phosphene.network.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import phosphene.network.Shape;
import phosphene.network.Weights;

/**
 * Weights in a NumPy .npz file: {@code <layer>_w} in this project's own order (filters x channels x
 * height x width; outputs x inputs) and {@code <layer>_b}.
 */
final class NpzWeights implements WeightFile {
  private final Npz npz;

  NpzWeights(Path path) throws IOException {
    npz = Npz.open(path);
  }

  @Override
  public Set<String> held(Set<String> wanted) {
    return wanted.stream()
        .filter(layer -> npz.names().contains(layer + "_w") || npz.names().contains(layer + "_b"))
        .collect(Collectors.toSet());
  }

  @Override
  public List<String> strangers(Set<String> wanted) {
    return npz.names().stream()
        .filter(name -> !name.matches(".*_[wb]") || !wanted.contains(layer(name)))
        .toList();
  }

  @Override
  public Weights weights(String layer, List<Integer> kernel, Shape input) throws IOException {
    return new Weights(read(layer + "_w", kernel), read(layer + "_b", List.of(kernel.get(0))));
  }

  @Override
  public void close() throws IOException {
    npz.close();
  }

  private float[] read(String name, List<Integer> expected) throws IOException {
    NpyArray array = npz.array(name);
    WeightFile.requireShape(name, array.shape(), expected);
    if (!array.type().startsWith("<f")) {
      throw new IOException(
          name + " has element type " + array.type() + ", expected floating-point numbers");
    }
    return array.floats();
  }

  private static String layer(String name) {
    return name.substring(0, name.length() - 2);
  }
}
