package phosphene.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Weights;

/**
 * The weights of a network on the device, each array made when it is first asked for and shared by
 * all sessions. Kernels are kept as height x width x in x out, the order in which oneDNN reads
 * channels-last images without moving them.
 */
final class Constants implements AutoCloseable {
  private final Network network;
  private final Map<String, INDArray> arrays = new ConcurrentHashMap<>();

  Constants(Network network) {
    this.network = network;
  }

  /** Kernel of a convolution, height x width x in x out. */
  INDArray kernel(Node node) {
    return arrays.computeIfAbsent(
        node.name() + " kernel",
        key -> KernelLayout.forward(weights(node).kernel(), extents(node)));
  }

  /** Kernel of the convolution that carries slopes back at stride 1, height x width x out x in. */
  INDArray flipped(Node node) {
    return arrays.computeIfAbsent(
        node.name() + " flipped",
        key -> KernelLayout.flipped(weights(node).kernel(), extents(node)));
  }

  /** The kernel of one filter, height x width x in x 1; not kept. */
  INDArray filter(Node node, int channel) {
    KernelLayout.Extents all = extents(node);
    return KernelLayout.forward(slice(weights(node).kernel(), all, channel), all.single());
  }

  /** The kernel that carries one filter's slopes back, height x width x 1 x in; not kept. */
  INDArray flippedFilter(Node node, int channel) {
    KernelLayout.Extents all = extents(node);
    return KernelLayout.flipped(slice(weights(node).kernel(), all, channel), all.single());
  }

  /** The bias of one filter. */
  float bias(Node node, int channel) {
    return weights(node).bias()[channel];
  }

  /** Bias, or the offsets of a scale layer: one value per channel. */
  INDArray bias(Node node) {
    return arrays.computeIfAbsent(node.name() + " bias", key -> vector(weights(node).bias()));
  }

  /** The factors of a scale layer. */
  INDArray factors(Node node) {
    return arrays.computeIfAbsent(node.name() + " factors", key -> vector(weights(node).kernel()));
  }

  /** Kernel of a dense layer, out x in, in the channels-last order of its input. */
  INDArray dense(Node node, Shape input) {
    return arrays.computeIfAbsent(
        node.name() + " dense " + input,
        key -> {
          float[] kernel = weights(node).kernel();
          int outputs = kernel.length / input.size();
          float[] moved = input.area() == 1 ? kernel : KernelLayout.channelsLast(kernel, input);
          return Nd4j.create(moved, new long[] {outputs, input.size()}, 'c');
        });
  }

  private Weights weights(Node node) {
    Weights weights = network.weights().get(node.name());
    if (weights == null) {
      throw new IllegalArgumentException("Cannot run " + node.name() + ": it has no weights");
    }
    return weights;
  }

  private KernelLayout.Extents extents(Node node) {
    Convolution layer = (Convolution) node.layer();
    int height = layer.window().height();
    int width = layer.window().width();
    int in = weights(node).kernel().length / (layer.filters() * height * width);
    return new KernelLayout.Extents(layer.filters(), in, height, width);
  }

  private static float[] slice(float[] kernel, KernelLayout.Extents all, int channel) {
    int size = all.in() * all.height() * all.width();
    return Arrays.copyOfRange(kernel, channel * size, (channel + 1) * size);
  }

  private static INDArray vector(float[] values) {
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, values.length);
    array.data().setData(values);
    return array;
  }

  @Override
  public void close() {
    arrays.values().forEach(INDArray::close);
    arrays.clear();
  }
}
