package phosphene.network.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import phosphene.network.Shape;
import phosphene.network.Weights;

/**
 * A file of trained values, read layer by layer. Every failure is an {@link IOException} whose
 * message is a reason without the file's name.
 */
interface WeightFile extends Closeable {
  /** The names of the layers of {@code wanted} of which the file holds anything. */
  Set<String> held(Set<String> wanted);

  /** What the file holds beside the layers of {@code wanted}; empty if nothing. */
  List<String> strangers(Set<String> wanted);

  /**
   * The values of one layer in this project's order.
   *
   * @param kernel the extents that the kernel must have; the bias has the first of them
   * @param input the shape of the layer's usual input
   */
  Weights weights(String layer, List<Integer> kernel, Shape input) throws IOException;

  /** Checks that the array {@code array} has the extents that the layer asks for. */
  static void requireShape(String array, List<Integer> found, List<Integer> expected)
      throws IOException {
    if (!found.equals(expected)) {
      throw new IOException(array + " has shape " + text(found) + ", expected " + text(expected));
    }
  }

  private static String text(List<Integer> shape) {
    return shape.isEmpty()
        ? "scalar"
        : String.join("x", shape.stream().map(String::valueOf).toList());
  }
}
