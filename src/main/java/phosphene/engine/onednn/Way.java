package phosphene.engine.onednn;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory.data_type;
import phosphene.engine.Batch;
import phosphene.engine.Batch.Company;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Extent;
import phosphene.network.Shape;

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
 */
record Way(int algorithm, int group) {
  /** The batch in one call of a direct kernel, in which each row is by itself. */
  static final Way DIRECT = new Way(dnnl.dnnl_convolution_direct, 0);

  private static final int CHANNELS = 32; // fewer leave Winograd's products too small
  private static final int PIXELS = 1024; // fewer in a group do not pay for the larger weights
  private static final int MANY = 4096; // as many in an image gain nothing by company

  /** The way of a layer in a session. */
  static Way of(Convolution layer, Shape in, Setting setting) {
    return setting.type() == data_type.f32
        ? of(layer, in, setting.instructions(), setting.batch())
        : DIRECT;
  }

  /** The way of a layer on float32. */
  static Way of(Convolution layer, Shape in, Instructions instructions, Batch batch) {
    boolean winograd =
        instructions.atLeast(Instructions.AVX512)
            && three(layer)
            && in.channels() >= CHANNELS
            && layer.filters() >= CHANNELS;
    if (!winograd) {
      return DIRECT;
    }
    int group = group(in.area(), batch.company());
    return group * in.area() < PIXELS ? DIRECT : new Way(dnnl.dnnl_convolution_winograd, group);
  }

  /** Images that pass together in a layer of so many pixels. */
  private static int group(int pixels, Company company) {
    if (company == Company.NONE || pixels >= MANY) {
      return 1;
    }
    return pixels >= PIXELS ? 4 : 8;
  }

  /** True of a 3x3 convolution that keeps the size. */
  private static boolean three(Convolution layer) {
    Extent kernel = layer.window().kernel();
    return layer.groups() == 1
        && kernel.rows() == 3
        && kernel.columns() == 3
        && layer.window().stride().equals(Extent.ONE)
        && layer.window().dilation().equals(Extent.ONE)
        && !layer.window().rounding().same()
        && layer.window().padding().equals(phosphene.network.Padding.of(1, 1));
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
