package phosphene.network.zoo.torch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The extents of parameters: those of a file, or none, and then the standard ones hold. */
interface Widths {
  /** The widths that the authors gave the network. */
  Widths STANDARD = tensor -> Optional.empty();

  /** More channels than any network has; a file may claim more of an empty tensor. */
  int MOST = 1 << 17;

  /** The shape of a parameter; empty if there is none of that name. */
  Optional<List<Long>> shape(String tensor);

  /**
   * An extent of the weight of a module, {@code standard} where it is not there.
   *
   * @throws IllegalArgumentException if no network can have it
   */
  default int extent(String module, int dimension, int standard) {
    String tensor = module + ".weight";
    Optional<Long> extent =
        shape(tensor).filter(shape -> shape.size() > dimension).map(shape -> shape.get(dimension));
    if (extent.isPresent() && (extent.get() < 1 || extent.get() > MOST)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor %s has extent %d (must be 1 to %d)",
              tensor,
              extent.get(),
              MOST));
    }
    return extent.map(Long::intValue).orElse(standard);
  }
}
