package phosphene.network;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The search for the usual input of an imported network, which Deeplearning4j's files do not name:
 * a square for which every kernel has the extents that its layer asks for.
 */
record InputSize(String name, int channels, List<Node> nodes, Map<String, Weights> weights) {
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
    Preprocessing preprocessing =
        channels == 1
            ? new Preprocessing(List.of(0), 1 / 255.0, List.of(0.0))
            : Preprocessing.unit();
    return new Architecture(name, input, preprocessing, nodes);
  }

  private boolean fits(Architecture architecture) {
    try {
      return architecture.kernels().entrySet().stream()
          .allMatch(entry -> size(entry.getValue()) == kernelSize(entry.getKey()));
    } catch (IllegalArgumentException tooSmall) {
      return false;
    }
  }

  private long kernelSize(String layer) {
    Weights found = weights.get(layer);
    return found == null ? 0 : found.kernel().length;
  }

  private static long size(List<Integer> extents) {
    return extents.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
