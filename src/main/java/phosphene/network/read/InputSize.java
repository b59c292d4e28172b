package phosphene.network.read;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;

/**
 * The search for the usual input of an imported network, which Deeplearning4j's files do not name:
 * a square for which every kernel has the extents that its layer asks for.
 */
record InputSize(String name, int channels, List<Node> nodes, Map<String, List<Integer>> kernels) {
  private static final int LARGEST = 1024;
  private static final int USUAL = 224; // ImageNet's crop, where any size fits

  /** The architecture with {@code input} if it is given, else with the most likely square. */
  Optional<Architecture> fit(Optional<Shape> input) {
    if (input.isPresent()) {
      return Optional.of(architecture(input.get())).filter(this::fits);
    }
    Architecture usual = square(USUAL);
    if (fits(usual)) {
      return Optional.of(usual);
    }
    // Strides round, so a range of sizes fits; people choose the one with the most factors of two.
    return IntStream.rangeClosed(1, LARGEST)
        .mapToObj(this::square)
        .filter(this::fits)
        .max(
            Comparator.comparingInt(
                fitting -> Integer.numberOfTrailingZeros(fitting.input().height())));
  }

  private Architecture square(int side) {
    return architecture(new Shape(channels, side, side));
  }

  private Architecture architecture(Shape input) {
    return new Architecture(name, input, Preprocessing.standard(channels), nodes);
  }

  private boolean fits(Architecture architecture) {
    try {
      return architecture.kernels().equals(kernels);
    } catch (IllegalArgumentException tooSmall) {
      return false;
    }
  }

  /** Why there is no fit: the first kernel that is another than its layer asks for. */
  String misfit(Optional<Shape> input) {
    Architecture tried = input.map(this::architecture).orElseGet(() -> square(USUAL));
    Map<String, List<Integer>> wanted;
    try {
      wanted = tried.kernels();
    } catch (IllegalArgumentException e) {
      return "its layers do not fit together: " + e.getMessage();
    }
    for (Map.Entry<String, List<Integer>> kernel : wanted.entrySet()) {
      List<Integer> found = kernels.getOrDefault(kernel.getKey(), List.of());
      try {
        WeightFile.requireShape(
            "layer " + kernel.getKey() + ": its kernel", found, kernel.getValue());
      } catch (IOException e) {
        return WeightReader.reason(e);
      }
    }
    return "its layers do not fit together";
  }
}
