package phosphene.network.zoo.torch;

import java.util.List;
import java.util.Optional;

/** The extents of parameters: those of a file, or none, and then the standard ones hold. */
interface Widths {
  /** The widths that the authors gave the network. */
  Widths STANDARD = tensor -> Optional.empty();

  /** The shape of a parameter; empty if there is none of that name. */
  Optional<List<Long>> shape(String tensor);

  /** An extent of the weight of a module, {@code standard} where it is not there. */
  default int extent(String module, int dimension, int standard) {
    return shape(module + ".weight")
        .filter(shape -> shape.size() > dimension)
        .map(shape -> shape.get(dimension))
        .filter(extent -> extent > 0 && extent < Integer.MAX_VALUE)
        .map(Long::intValue)
        .orElse(standard);
  }
}
