package phosphene.engine.nd4j;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
final class DeviceWeights implements AutoCloseable {
  private final Network network;
  private final NativeArrays allocated;
  private final Map<String, INDArray> arrays = new ConcurrentHashMap<>();

  DeviceWeights(Network network, NativeArrays allocated) {
    this.network = network;
    this.allocated = allocated;
  }

  /** The weights of a convolution. */
  ConvolutionWeights filters(Node node) {
    WeightLayout.Extents extents = extents(node);
    float[] kernel = weights(node).kernel();
    return new ConvolutionWeights(
        shared(
            node.name() + " kernel",
            () -> WeightLayout.forward(kernel, extents),
            extents.forward()),
        shared(
            node.name() + " flipped",
            () -> WeightLayout.flipped(kernel, extents),
            extents.flipped()),
        bias(node));
  }

  /** The weights of one filter of a convolution, in blocks that {@code buffers} frees. */
  ConvolutionWeights filter(Node node, int channel, SessionBuffers buffers) {
    WeightLayout.Extents all = extents(node);
    int size = all.in() * all.height() * all.width();
    Weights weights = weights(node);
    String filter = node.name() + " filter " + channel;
    float[] kernel = Arrays.copyOfRange(weights.kernel(), channel * size, (channel + 1) * size);
    return new ConvolutionWeights(
        buffers.own(
            allocated.of(
                filter, WeightLayout.forward(kernel, all.single()), all.single().forward())),
        buffers.own(
            allocated.of(
                filter, WeightLayout.flipped(kernel, all.single()), all.single().flipped())),
        buffers.own(allocated.of(filter, new float[] {weights.bias()[channel]}, 1)));
  }

  /** Bias, or the offsets of a scale layer: one value per channel. */
  INDArray bias(Node node) {
    float[] bias = weights(node).bias();
    return shared(node.name() + " bias", () -> bias, bias.length);
  }

  /** The factors of a scale layer. */
  INDArray factors(Node node) {
    float[] factors = weights(node).kernel();
    return shared(node.name() + " factors", () -> factors, factors.length);
  }

  /** Kernel of a dense layer, out x in, in the channels-last order of its input. */
  INDArray dense(Node node, Shape input) {
    float[] kernel = weights(node).kernel();
    return shared(
        node.name() + " dense " + input,
        () -> input.area() == 1 ? kernel : WeightLayout.channelsLast(kernel, input),
        kernel.length / input.size(),
        input.size());
  }

  /** An array that all threads use: on a card it is there before another one sees it. */
  private INDArray shared(String key, Supplier<float[]> values, long... shape) {
    return arrays.computeIfAbsent(
        key,
        absent -> {
          INDArray array = allocated.of(key, values.get(), shape);
          Nd4j.getExecutioner().commit();
          return array;
        });
  }

  /** The weights of a node on the heap, in the order of the files. */
  Weights weights(Node node) {
    Weights weights = network.weights().get(node.name());
    if (weights == null) {
      throw new IllegalArgumentException("Cannot run " + node.name() + ": it has no weights");
    }
    return weights;
  }

  private WeightLayout.Extents extents(Node node) {
    Convolution layer = (Convolution) node.layer();
    int height = layer.window().height();
    int width = layer.window().width();
    int in = weights(node).kernel().length / (layer.filters() * height * width);
    return new WeightLayout.Extents(layer.filters(), in, height, width);
  }

  @Override
  public void close() {
    arrays.values().forEach(allocated::free);
    arrays.clear();
  }
}
