package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.network.Axis;

/**
 * A part of one of a map's dimensions, as its positions are counted in mixed radix.
 *
 * @param axis the dimension
 * @param stride positions of the dimension between two neighbours of this part; 0 repeats
 * @param size how many there are, more than 1
 */
record Factor(Axis axis, int stride, int size) {
  /** A whole dimension; nothing if it has one position. */
  static List<Factor> whole(Axis axis, int extent) {
    return extent == 1 ? List.of() : List.of(new Factor(axis, 1, extent));
  }

  /** How many positions several factors count together. */
  static int size(List<Factor> factors) {
    return Extents.size(factors.stream().mapToInt(Factor::size).toArray());
  }

  /** The same positions in as few factors as can be. */
  static List<Factor> merged(List<Factor> factors) {
    List<Factor> merged = new ArrayList<>();
    for (Factor inner : factors) {
      if (inner.size == 1) {
        continue;
      }
      int last = merged.size() - 1;
      Optional<Factor> one = merged.isEmpty() ? Optional.empty() : merged.get(last).joined(inner);
      if (one.isPresent()) {
        merged.set(last, one.get());
      } else {
        merged.add(inner);
      }
    }
    return List.copyOf(merged);
  }

  private Optional<Factor> joined(Factor inner) {
    return axis == inner.axis && stride == inner.stride * inner.size
        ? Optional.of(new Factor(axis, inner.stride, size * inner.size))
        : Optional.empty();
  }

  /**
   * Parts of the given sizes, one after the other, outermost first; empty if a factor would have to
   * be cut where it has no whole number of positions.
   */
  static Optional<List<List<Factor>>> carved(List<Factor> factors, int... sizes) {
    List<Factor> rest = new ArrayList<>(merged(factors));
    List<List<Factor>> parts = new ArrayList<>();
    for (int size : sizes) {
      List<Factor> part = new ArrayList<>();
      int wanted = size;
      while (wanted > 1) {
        Factor next = rest.isEmpty() ? new Factor(Axis.CHANNELS, 0, 1) : rest.remove(0);
        if (next.size > 1 && wanted % next.size == 0) {
          part.add(next);
          wanted /= next.size;
        } else if (next.size % wanted == 0) {
          int inner = next.size / wanted;
          part.add(new Factor(next.axis, next.stride * inner, wanted));
          rest.add(0, new Factor(next.axis, next.stride, inner));
          wanted = 1;
        } else {
          return Optional.empty();
        }
      }
      parts.add(merged(part));
    }
    return merged(rest).isEmpty() ? Optional.of(parts) : Optional.empty();
  }
}
