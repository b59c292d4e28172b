package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import phosphene.network.Axis;
import phosphene.network.Shape;

/**
 * A tensor of the file's graph as the values of a node in another order: what Transpose, Reshape
 * and their like do is arithmetic on this record and needs no layer.
 *
 * @param node a node of the network
 * @param axes for each axis of the tensor the parts of the node's dimensions that it counts,
 *     outermost first; none for an axis of one position, such as that of the batch
 */
record View(String node, List<List<Factor>> axes) {
  View {
    axes = axes.stream().map(Factor::merged).toList();
  }

  /** A map as ONNX has it: batch, channels, rows, columns; of rank 3 without rows. */
  static View map(String node, Shape shape, int rank) {
    List<List<Factor>> axes = new ArrayList<>();
    axes.add(List.of());
    axes.add(Factor.whole(Axis.CHANNELS, shape.channels()));
    if (rank > 3) {
      axes.add(Factor.whole(Axis.ROWS, shape.height()));
    }
    if (rank > 2) {
      axes.add(Factor.whole(Axis.COLUMNS, shape.width()));
    }
    return new View(node, axes);
  }

  int rank() {
    return axes.size();
  }

  int[] dims() {
    return axes.stream().mapToInt(Factor::size).toArray();
  }

  int size() {
    return Extents.size(dims());
  }

  /** The same arrangement of another node's values. */
  View on(String other) {
    return new View(other, axes);
  }

  View transposed(int... order) {
    return new View(node, Arrays.stream(order).mapToObj(axes::get).toList());
  }

  /** This view with one axis counted otherwise, on another node. */
  View with(String other, int axis, List<Factor> factors) {
    List<List<Factor>> changed = new ArrayList<>(axes);
    changed.set(axis, factors);
    return new View(other, changed);
  }

  /** With axes of one position in front, up to a rank. */
  View padded(int rank) {
    List<List<Factor>> longer = new ArrayList<>(axes);
    while (longer.size() < rank) {
      longer.add(0, List.of());
    }
    return new View(node, longer);
  }

  /** What several axes count one after the other. */
  List<Factor> factors(int... which) {
    return Factor.merged(Arrays.stream(which).mapToObj(axes::get).flatMap(List::stream).toList());
  }

  /** The same values with other extents; empty if an axis would have to be cut unevenly. */
  Optional<View> reshaped(int... to) {
    return Factor.carved(factors(IntStream.range(0, rank()).toArray()), to)
        .map(parts -> new View(node, parts));
  }

  /** An axis as a negative number counts it. */
  int last(int back) {
    return Extents.axis(-back, rank());
  }
}
