package phosphene.engine.nd4j;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
final class DeviceWeights implements AutoCloseable {
  private final Network network;
  private final Map<String, INDArray> arrays = new ConcurrentHashMap<>();

  DeviceWeights(Network network) {
    this.network = network;
  }

  /** The weights of a convolution. */
  ConvolutionWeights filters(Node node) {
    WeightLayout.Extents extents = extents(node);
    float[] kernel = weights(node).kernel();
    return new ConvolutionWeights(
        shared(node.name() + " kernel", () -> WeightLayout.forward(kernel, extents)),
        shared(node.name() + " flipped", () -> WeightLayout.flipped(kernel, extents)),
        bias(node));
  }

  /** The weights of one filter of a convolution, in blocks that {@code buffers} frees. */
  ConvolutionWeights filter(Node node, int channel, SessionBuffers buffers) {
    WeightLayout.Extents all = extents(node);
    int size = all.in() * all.height() * all.width();
    Weights weights = weights(node);
    float[] kernel = Arrays.copyOfRange(weights.kernel(), channel * size, (channel + 1) * size);
    return new ConvolutionWeights(
        buffers.own(WeightLayout.forward(kernel, all.single())),
        buffers.own(WeightLayout.flipped(kernel, all.single())),
        buffers.own(vector(new float[] {weights.bias()[channel]})));
  }

  /** Bias, or the offsets of a scale layer: one value per channel. */
  INDArray bias(Node node) {
    return shared(node.name() + " bias", () -> vector(weights(node).bias()));
  }

  /** The factors of a scale layer. */
  INDArray factors(Node node) {
    return shared(node.name() + " factors", () -> vector(weights(node).kernel()));
  }

  /** Kernel of a dense layer, out x in, in the channels-last order of its input. */
  INDArray dense(Node node, Shape input) {
    return shared(
        node.name() + " dense " + input,
        () -> {
          float[] kernel = weights(node).kernel();
          int outputs = kernel.length / input.size();
          float[] moved = input.area() == 1 ? kernel : WeightLayout.channelsLast(kernel, input);
          return Nd4j.create(moved, new long[] {outputs, input.size()}, 'c');
        });
  }

  /** An array that all threads use: on a card it is there before another one sees it. */
  private INDArray shared(String key, Supplier<INDArray> made) {
    return arrays.computeIfAbsent(
        key,
        absent -> {
          INDArray array = made.get();
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
