package phosphene.network.read.keras;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import phosphene.network.Convolution;
import phosphene.network.Extent;
import phosphene.network.Padding;
import phosphene.network.TransposedConvolution;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;

/** Convolutions of every kind. Keras's kernels are rows x columns x inputs x outputs. */
final class Convolutions {
  private static final String[] KNOWN = {
    "filters",
    "kernel_size",
    "strides",
    "padding",
    "output_padding",
    "data_format",
    "dilation_rate",
    "groups",
    "activation",
    "use_bias",
    "depth_multiplier"
  };

  private Convolutions() {}

  static View plain(Site site) throws IOException, UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly(KNOWN);
    View in = site.map();
    int filters = arguments.count("filters", 1);
    int groups = arguments.countOr("groups", 1);
    Window window = window(arguments, "kernel_size", Optional.of(Extent.ONE));
    View out = Endings.add(site, new Convolution(filters, window, groups), in);
    List<Integer> shape =
        List.of(window.height(), window.width(), in.shape().channels() / groups, filters);
    Map<String, FloatBuffer> arrays = site.read(kernelAndBias("kernel", shape, filters, arguments));
    weigh(site, site.name(), values(arrays, "kernel"), shape, Kernels.bias(arrays, filters));
    return out;
  }

  /** A kernel of rows x columns x inputs x outputs. */
  private static void weigh(
      Site site, String node, FloatBuffer kernel, List<Integer> shape, float[] bias) {
    site.graph()
        .weigh(
            node,
            List.of(shape.get(3), shape.get(2), shape.get(0), shape.get(1)),
            Kernels.transposed(kernel, shape, 3, 2, 0, 1),
            bias);
  }

  static View depthwise(Site site) throws IOException, UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly(KNOWN);
    View in = site.map();
    Convolution layer = depthwise(arguments, in);
    View out = Endings.add(site, layer, in);
    List<Integer> shape = depthwiseShape(layer, in);
    // Keras 3 calls it kernel.
    String role = site.names("kernel") ? "kernel" : "depthwise_kernel";
    Map<String, FloatBuffer> arrays =
        site.read(kernelAndBias(role, shape, layer.filters(), arguments));
    float[] bias = Kernels.bias(arrays, layer.filters());
    weighDepthwise(site, site.name(), values(arrays, role), shape, bias);
    return out;
  }

  private static Convolution depthwise(Arguments arguments, View in)
      throws UnsupportedLayerException {
    int channels = in.shape().channels();
    int filters = Math.multiplyExact(channels, arguments.countOr("depth_multiplier", 1));
    Window window = window(arguments, "kernel_size", Optional.of(Extent.ONE));
    return new Convolution(filters, window, channels);
  }

  private static List<Integer> depthwiseShape(Convolution layer, View in) {
    int channels = in.shape().channels();
    Window window = layer.window();
    return List.of(window.height(), window.width(), channels, layer.filters() / channels);
  }

  /** A kernel of rows x columns x inputs x multiplier: filters of one input are neighbours. */
  private static void weighDepthwise(
      Site site, String node, FloatBuffer kernel, List<Integer> shape, float[] bias) {
    site.graph()
        .weigh(
            node,
            List.of(shape.get(2) * shape.get(3), 1, shape.get(0), shape.get(1)),
            Kernels.transposed(kernel, shape, 2, 3, 0, 1),
            bias);
  }

  static View separable(Site site) throws IOException, UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly(KNOWN);
    View in = site.map();
    Convolution first = depthwise(arguments, in);
    int filters = arguments.count("filters", 1);
    String name = site.part("depthwise");
    View between = site.add(name, first, in, Elementary.NONE);
    View out = Endings.add(site, new Convolution(filters, Window.of(1, 1, 0)), between);

    List<Integer> depthwise = depthwiseShape(first, in);
    List<Integer> pointwise = List.of(1, 1, first.filters(), filters);
    Map<String, List<Integer>> wanted = new LinkedHashMap<>();
    wanted.put("depthwise_kernel", depthwise);
    wanted.putAll(kernelAndBias("pointwise_kernel", pointwise, filters, arguments));
    Map<String, FloatBuffer> arrays = site.read(wanted);
    weighDepthwise(
        site, name, values(arrays, "depthwise_kernel"), depthwise, new float[first.filters()]);
    weigh(
        site,
        site.name(),
        values(arrays, "pointwise_kernel"),
        pointwise,
        Kernels.bias(arrays, filters));
    return out;
  }

  /** Keras's kernel is rows x columns x outputs x inputs. */
  static View transposed(Site site) throws IOException, UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly(KNOWN);
    View in = site.map();
    int filters = arguments.count("filters", 1);
    if (arguments.countOr("groups", 1) != 1) {
      throw new UnsupportedLayerException(
          "has groups " + arguments.get("groups") + " (supported: 1)");
    }
    Window window = window(arguments, "kernel_size", Optional.of(Extent.ONE));
    View out = Endings.add(site, transposed(arguments, filters, window), in);
    List<Integer> shape = List.of(window.height(), window.width(), filters, in.shape().channels());
    Map<String, FloatBuffer> arrays = site.read(kernelAndBias("kernel", shape, filters, arguments));
    site.graph()
        .weigh(
            site.name(),
            List.of(filters, shape.get(3), shape.get(0), shape.get(1)),
            Kernels.transposed(values(arrays, "kernel"), shape, 2, 3, 0, 1),
            Kernels.bias(arrays, filters));
    return out;
  }

  /**
   * The adjoint of TensorFlow's convolution of an image as large as the output: what SAME would
   * have padded of it is cut off, the odd pixel below and right.
   */
  private static TransposedConvolution transposed(Arguments arguments, int filters, Window window)
      throws UnsupportedLayerException {
    Optional<Extent> more =
        arguments.has("output_padding")
            ? Optional.of(arguments.pair("output_padding", 0, Optional.empty()))
            : Optional.empty();
    Window.Rounding rounding = window.rounding();
    int rows = surplus(window.tall(), window.strideY(), rounding, more.map(Extent::rows));
    int columns = surplus(window.wide(), window.strideX(), rounding, more.map(Extent::columns));
    int down = Math.max(0, rows);
    int across = Math.max(0, columns);
    Padding cut = new Padding(down / 2, down - down / 2, across / 2, across - across / 2);
    Window whole =
        new Window(window.kernel(), window.stride(), cut, window.dilation(), Window.Rounding.FLOOR);
    return new TransposedConvolution(
        filters, whole, new Extent(Math.max(0, -rows), Math.max(0, -columns)), 1);
  }

  /**
   * How much longer the full output is than Keras's; less than 0 if it is shorter.
   *
   * @param more output_padding, if it is asked for
   */
  private static int surplus(
      int kernel, int stride, Window.Rounding rounding, Optional<Integer> more) {
    boolean same = rounding.same();
    if (more.isPresent()) {
      return same ? kernel / 2 * 2 - more.get() : -more.get();
    }
    return same ? kernel - stride : Math.min(0, kernel - stride);
  }

  /** The window that {@code size}, strides, padding and dilation_rate describe. */
  static Window window(Arguments arguments, String size, Optional<Extent> stride)
      throws UnsupportedLayerException {
    Extent kernel = arguments.pair(size, 1, Optional.empty());
    boolean same = arguments.choice("padding", "valid", "same").equals("same");
    return new Window(
        kernel,
        arguments.pair("strides", 1, stride.or(() -> Optional.of(kernel))),
        Padding.NONE,
        arguments.pair("dilation_rate", 1, Optional.of(Extent.ONE)),
        same ? Window.Rounding.SAME : Window.Rounding.FLOOR);
  }

  private static Map<String, List<Integer>> kernelAndBias(
      String kernel, List<Integer> shape, int outputs, Arguments arguments) {
    Map<String, List<Integer>> wanted = new LinkedHashMap<>();
    wanted.put(kernel, shape);
    if (arguments.flag("use_bias")) {
      wanted.put("bias", List.of(outputs));
    }
    return wanted;
  }

  private static FloatBuffer values(Map<String, FloatBuffer> arrays, String role) {
    return Objects.requireNonNull(arrays.get(role), role);
  }
}
