package phosphene.network.read.onnx;

import java.util.Arrays;
import phosphene.network.Extent;
import phosphene.network.Padding;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;

/** The windows of convolutions and pools, as attributes describe them; of one axis too. */
final class Windows {
  private Windows() {}

  /**
   * A window.
   *
   * @param kernel its extents, two or one (then of one row)
   */
  static Window of(OnnxNode node, int... kernel) {
    int rank = kernel.length;
    if (rank < 1 || rank > 2) {
      throw new OnnxException(
          "its window has " + rank + " spatial axes (must be 1 or 2: rows and columns)");
    }
    Extent strides = extent(node, "strides", rank);
    Extent dilations = extent(node, "dilations", rank);
    String auto = node.text("auto_pad", "NOTSET");
    Padding padding = padding(node, rank);
    boolean ceil = node.flag("ceil_mode");
    Rounding rounding =
        switch (auto) {
          case "NOTSET", "", "VALID" -> ceil ? Rounding.CEIL : Rounding.FLOOR;
          case "SAME_UPPER" -> Rounding.SAME;
          case "SAME_LOWER" -> Rounding.SAME_LOWER;
          default -> throw new OnnxException("its auto_pad is " + auto);
        };
    boolean explicit = auto.equals("NOTSET") || auto.isEmpty();
    return new Window(
        extent(kernel), strides, explicit ? padding : Padding.NONE, dilations, rounding);
  }

  /** Rows and columns of one or two numbers, each of which may be 1. */
  static Extent extent(int... sizes) {
    return sizes.length == 1 ? new Extent(1, sizes[0]) : new Extent(sizes[0], sizes[1]);
  }

  /** The extents that a node's attribute names; ones if it has none. */
  static Extent extent(OnnxNode node, String name, int rank) {
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    int[] sizes = Call.ints(node.integers(name, ones));
    if (sizes.length != rank) {
      throw new OnnxException("its " + name + " have " + sizes.length + " axes, not " + rank);
    }
    return extent(sizes);
  }

  static Padding padding(OnnxNode node, int rank) {
    int[] pads = Call.ints(node.integers("pads", new long[2 * rank]));
    if (pads.length != 2 * rank || Arrays.stream(pads).anyMatch(pad -> pad < 0)) {
      throw new OnnxException("its pads are " + Arrays.toString(pads));
    }
    return rank == 1
        ? new Padding(0, 0, pads[0], pads[1])
        : new Padding(pads[0], pads[2], pads[1], pads[3]);
  }
}
