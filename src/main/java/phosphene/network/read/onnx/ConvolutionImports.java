package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import phosphene.network.Convolution;
import phosphene.network.Extent;
import phosphene.network.Padding;
import phosphene.network.Shape;
import phosphene.network.TransposedConvolution;
import phosphene.network.Window;

/** Convolutions of maps and of sequences. */
final class ConvolutionImports {
  static final Map<String, LayerImport> ALL =
      Map.ofEntries(
          entry("Conv", ConvolutionImports::convolution),
          entry("ConvTranspose", ConvolutionImports::transposed));

  private ConvolutionImports() {}

  /** A view as a map of one image. */
  static View map(Step step, View view) {
    if (view.rank() < 3 || view.dims()[0] != 1) {
      throw new OnnxException(
          "it reads " + Extents.text(view.dims()) + " (must be the map of one image)");
    }
    return step.graph().laid(view, Layout.Axes.map(view.rank()));
  }

  private static int[] kernel(Step step, Tensor weights, int rank) {
    if (weights.rank() != rank) {
      throw new OnnxException(
          "its weights are " + Extents.text(weights.dims()) + " (must have " + rank + " axes)");
    }
    int[] kernel = Arrays.copyOfRange(weights.dims(), 2, rank);
    long[] found = Arrays.stream(kernel).asLongStream().toArray();
    if (!Arrays.equals(step.node().integers("kernel_shape", found), found)) {
      throw new OnnxException("its kernel_shape is not that of its weights");
    }
    return kernel;
  }

  private static void convolution(Step step) {
    View in = step.view(0);
    Tensor weights = step.tensor(1);
    int[] kernel = kernel(step, weights, in.rank());
    Window window = Windows.of(step.node(), kernel);
    int groups = groups(step);
    View map = map(step, in);
    int filters = weights.dims()[0];
    Trained trained = trained(step, filters, weights.dims()[1], window, weights.floats());
    String node =
        step.graph()
            .add(step.title(), new Convolution(filters, window, groups), trained, map.node());
    step.put(View.map(node, step.graph().shape(node), in.rank()));
  }

  private static int groups(Step step) {
    long groups = step.node().integer("group", 1);
    if (groups < 1 || groups > Integer.MAX_VALUE) {
      throw new OnnxException("its group is " + groups);
    }
    return (int) groups;
  }

  private static Trained trained(
      Step step, int filters, int channels, Window window, float[] kernel) {
    float[] bias = step.optional(2).map(Tensor::floats).orElseGet(() -> new float[filters]);
    if (bias.length != filters) {
      throw new OnnxException("its bias has " + bias.length + " values for " + filters);
    }
    List<Integer> extents = List.of(filters, channels, window.height(), window.width());
    return new Trained(extents, kernel, bias);
  }

  private static void transposed(Step step) {
    View in = step.view(0);
    Tensor weights = step.tensor(1);
    int rank = in.rank();
    int[] kernel = kernel(step, weights, rank);
    int groups = groups(step);
    View map = map(step, in);
    Shape shape = step.graph().shape(map.node());
    int filters = weights.dims()[1] * groups;
    if (weights.dims()[0] % groups != 0) {
      throw new OnnxException("its group " + groups + " does not divide its channels");
    }
    TransposedConvolution layer = layer(step, shape, filters, groups, kernel);
    int channels = weights.dims()[0] / groups;
    Trained trained = trained(step, filters, channels, layer.window(), turned(weights, groups));
    String node = step.graph().add(step.title(), layer, trained, map.node());
    step.put(View.map(node, step.graph().shape(node), rank));
  }

  /** From channels x filters of the group to filters x channels of the group. */
  private static float[] turned(Tensor weights, int groups) {
    int[] dims = weights.dims();
    int area = Extents.size(Arrays.copyOfRange(dims, 2, dims.length));
    return weights
        .reshaped(groups, dims[0] / groups, dims[1], area)
        .transposed(0, 2, 1, 3)
        .floats();
  }

  private static TransposedConvolution layer(
      Step step, Shape in, int filters, int groups, int[] kernel) {
    OnnxNode node = step.node();
    int rank = kernel.length;
    String auto = node.text("auto_pad", "NOTSET");
    boolean same = auto.startsWith("SAME");
    Window open = Windows.of(node, kernel).padded(Padding.NONE);
    Window window =
        new Window(
            open.kernel(), open.stride(), Padding.NONE, open.dilation(), Window.Rounding.FLOOR);
    int[] more = axes(node, "output_padding", new long[rank]);
    Extent added =
        Windows.extent(more).equals(Windows.extent(new int[rank]))
            ? new Extent(0, 0)
            : rank == 1 ? new Extent(0, more[0]) : new Extent(more[0], more[1]);
    if (!same && !node.has("output_shape")) {
      Padding cut = auto.equals("VALID") ? Padding.NONE : Windows.padding(node, rank);
      return new TransposedConvolution(filters, window.padded(cut), added, groups);
    }
    long[] strided = {(long) in.height() * window.strideY(), (long) in.width() * window.strideX()};
    int[] wanted = axes(node, "output_shape", rank == 1 ? new long[] {strided[1]} : strided);
    Extent out = Windows.extent(Arrays.copyOfRange(wanted, wanted.length - rank, wanted.length));
    int rows = (in.height() - 1) * window.strideY() + window.tall() + added.rows() - out.rows();
    int columns =
        (in.width() - 1) * window.strideX() + window.wide() + added.columns() - out.columns();
    boolean upper = auto.equals("SAME_UPPER");
    return padded(filters, window, added, groups, rows, columns, upper);
  }

  /** Numbers for each axis of the window, perhaps after those of the batch and the channels. */
  private static int[] axes(OnnxNode node, String name, long... otherwise) {
    int[] found = Call.ints(node.integers(name, otherwise));
    int rank = otherwise.length;
    boolean whole = name.equals("output_shape") && found.length == rank + 2;
    if (found.length != rank && !whole) {
      throw new OnnxException("its " + name + " has " + found.length + " axes, not " + rank);
    }
    return found;
  }

  private static TransposedConvolution padded(
      int filters, Window window, Extent added, int groups, int rows, int columns, boolean upper) {
    // What is too much is cut off; what lacks is added behind, in zeros.
    int cutRows = Math.max(0, rows);
    int cutColumns = Math.max(0, columns);
    int top = upper ? cutRows / 2 : cutRows - cutRows / 2;
    int left = upper ? cutColumns / 2 : cutColumns - cutColumns / 2;
    Extent more =
        new Extent(added.rows() + Math.max(0, -rows), added.columns() + Math.max(0, -columns));
    return new TransposedConvolution(
        filters,
        window.padded(new Padding(top, cutRows - top, left, cutColumns - left)),
        more,
        groups);
  }
}
