package phosphene.engine.onednn;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory.data_type;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Extent;
import phosphene.network.Shape;
import phosphene.network.Window;

/**
 * The algorithm of a convolution, by its shape and the processor's instructions. Measured once and
 * a part of the version: what was measured at run time would make the bytes of a picture a matter
 * of luck.
 *
 * <p>A row of a Winograd convolution has the same bits at each place of a batch and with whatever
 * neighbours, but other bits in a batch of another size. So it runs on groups of a fixed number of
 * images, of which the last is filled up with blanks.
 *
 * @param algorithm oneDNN's number
 * @param group images of one call; 0 for the whole batch
 * @param order of the values that it reads and writes
 * @param back how the gradient goes back
 */
record Way(int algorithm, int group, Order order, Back back) {
  /** The way of a gradient. */
  enum Back {
    /** By the kernel that oneDNN has for it. */
    DATA,
    /** By a forward convolution with the kernel turned by 180 degrees and its channels swapped. */
    TURNED,
    /** By a product for each position of the kernel, and a sum of the shifted maps on the heap. */
    SPREAD
  }

  private static final int FEWEST = 16; // channels below which Winograd's products are too small
  private static final int CHANNELS = 48; // of the input or the output, likewise
  private static final int ALONE = 768; // pixels of an image below which it does not pay by itself
  private static final int PIXELS = 1024; // fewer in a group do not pay for the larger weights
  private static final int MANY = 4096; // as many in an image gain nothing by company
  // Channels of the input or the output whose weights are small enough for one image. Without
  // blanks those of fewer pixels take 1.4 to 1.9 times as long, which only FEW would rather bear.
  private static final int SMALL = 64;
  private static final int WIDE = 1024; // multiply-adds a channel and pixel that pay a reorder

  /** The way of a layer in a session. */
  static Way of(Convolution layer, Shape in, Setting setting) {
    int group = setting.type() == data_type.f32 ? group(layer, in, setting) : 0;
    if (group > 0) {
      return new Way(dnnl.dnnl_convolution_winograd, group, Order.BLOCKED, back(layer, in));
    }
    Order order = fills(layer, in) && !pays(layer, in) ? setting.order() : Order.CHANNELS_LAST;
    boolean turned = order == Order.CHANNELS_LAST && turns(layer, in);
    Back back = back(layer, in);
    return new Way(
        dnnl.dnnl_convolution_direct, 0, order, turned && back == Back.DATA ? Back.TURNED : back);
  }

  private static Back back(Convolution layer, Shape in) {
    boolean few = in.channels() < Order.FEW && layer.groups() == 1;
    return few && layer.window().dilation().equals(Extent.ONE) ? Back.SPREAD : Back.DATA;
  }

  /** True if no block of channels is partly empty, but for a picture's. */
  private static boolean fills(Convolution layer, Shape in) {
    return Order.BLOCKED.cuts(layer.filters())
        && (Order.BLOCKED.cuts(in.channels()) || in.channels() < Order.FEW);
  }

  /** True if a direct kernel gains more by channels side by side than a reorder takes. */
  private static boolean pays(Convolution layer, Shape in) {
    long positions = (long) layer.window().height() * layer.window().width();
    return positions * in.channels() * layer.filters() / layer.groups()
        > (long) WIDE * (in.channels() + layer.filters());
  }

  /** True if a forward convolution takes the gradient back. */
  private static boolean turns(Convolution layer, Shape in) {
    Window window = layer.window();
    return layer.groups() == 1
        && window.stride().equals(Extent.ONE)
        && window.top(in.height()) < window.tall()
        && window.left(in.width()) < window.wide()
        && window.bottom(in.height()) < window.tall()
        && window.right(in.width()) < window.wide();
  }

  /** Images of one call of Winograd's algorithm; 0 where it does not pay. */
  private static int group(Convolution layer, Shape in, Setting setting) {
    if (!setting.instructions().atLeast(Instructions.AVX512)
        || !three(layer)
        || Math.min(in.channels(), layer.filters()) < FEWEST
        || Math.max(in.channels(), layer.filters()) < CHANNELS) {
      return 0;
    }
    boolean light = Math.min(in.channels(), layer.filters()) <= SMALL;
    boolean single =
        switch (setting.batch().company()) {
          case NONE -> true;
          case FEW -> light || in.area() >= MANY;
          case ANY -> in.area() >= MANY || (in.area() >= ALONE && light);
        };
    if (single) {
      return in.area() >= ALONE ? 1 : 0;
    }
    int group = in.area() >= ALONE ? 4 : 8;
    return group * in.area() >= PIXELS ? group : 0;
  }

  /** True of a 3x3 convolution that keeps the size. */
  private static boolean three(Convolution layer) {
    return layer.groups() == 1 && layer.window().equals(Window.of(3, 1, 1));
  }

  /** True if all of a network's convolutions read images that gain nothing by company. */
  static boolean large(Architecture network, Setting setting) {
    Map<String, Shape> shapes = network.shapes(setting.batch().height(), setting.batch().width());
    List<Integer> areas =
        network.nodes().stream()
            .filter(node -> node.layer() instanceof Convolution)
            .map(node -> node.inputs().get(0))
            .filter(input -> !input.equals(Architecture.INPUT))
            .map(input -> Tables.known(shapes, input).area())
            .toList();
    return setting.instructions().atLeast(Instructions.AVX512)
        && !areas.isEmpty()
        && areas.stream().allMatch(area -> area >= MANY);
  }

  /** The ways of a network's convolutions. */
  static List<Way> all(Architecture network, Setting setting) {
    Map<String, Shape> shapes = network.shapes(setting.batch().height(), setting.batch().width());
    return network.nodes().stream()
        .filter(node -> node.layer() instanceof Convolution)
        .filter(node -> !node.inputs().get(0).equals(Architecture.INPUT))
        .map(
            node ->
                of((Convolution) node.layer(), Tables.known(shapes, node.inputs().get(0)), setting))
        .toList();
  }

  boolean winograd() {
    return algorithm == dnnl.dnnl_convolution_winograd;
  }

  /** Images of one call. */
  int images(int batch) {
    return group == 0 ? batch : group;
  }
}
