package phosphene.bench;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.Window;

/**
 * Deeplearning4j's own layers, driven the way its documentation gives for errors from outside: feed
 * forward in training mode, then {@code backpropGradient} with the epsilon of the last layer. Its
 * native threads are those of this process ({@code OMP_NUM_THREADS}).
 */
public final class Dl4jPeer implements Peer {
  private final Workload workload;
  private final MultiLayerNetwork network;

  private Dl4jPeer(Workload workload, MultiLayerNetwork network) {
    this.workload = workload;
    this.network = network;
  }

  /**
   * The workload's network as a {@code MultiLayerNetwork}.
   *
   * @throws PeerAbsentException if it is not a chain of plain convolutions and max pools
   */
  public static Dl4jPeer open(Workload workload) throws PeerAbsentException {
    Optional<String> refusal = Dl4jLayers.refusal(workload.network().architecture());
    if (refusal.isPresent()) {
      throw new PeerAbsentException("Cannot measure Deeplearning4j's layers: " + refusal.get());
    }
    List<Node> nodes = workload.network().architecture().nodes();
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    int channels = workload.network().architecture().input().channels();
    for (Node node : nodes) {
      list.layer(layer(node, channels));
      channels = node.layer() instanceof Convolution convolution ? convolution.filters() : channels;
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    for (int i = 0; i < nodes.size(); i++) {
      Weights weights = workload.network().weights().get(nodes.get(i).name());
      if (weights != null) {
        fill(network.getParam(i + "_W"), weights.kernel());
        fill(network.getParam(i + "_b"), weights.bias());
      }
    }
    return new Dl4jPeer(workload, network);
  }

  @Override
  public String name() {
    return "Deeplearning4j 1.0.0-M2.1 layers";
  }

  @Override
  public TimedStep step(float[] images, int batch, int pixels) {
    Shape shape = workload.output(pixels);
    try (INDArray input = Nd4j.createFromArray(images).reshape(batch, 3, pixels, pixels);
        INDArray epsilon = Nd4j.zeros(batch, shape.channels(), shape.height(), shape.width())) {
      epsilon
          .get(
              NDArrayIndex.all(),
              NDArrayIndex.point(workload.channel()),
              NDArrayIndex.all(),
              NDArrayIndex.all())
          .assign(1f / shape.area());
      long start = System.nanoTime();
      network.setInput(input);
      network.feedForward(true, false);
      INDArray gradient = network.backpropGradient(epsilon, null).getSecond();
      double seconds = (System.nanoTime() - start) * 1e-9;
      return new TimedStep(seconds, gradient.dup('c').reshape(-1).toFloatVector());
    }
  }

  @Override
  public void close() {
    network.close();
  }

  private static org.deeplearning4j.nn.conf.layers.Layer layer(Node node, int channels) {
    if (node.layer() instanceof Convolution convolution) {
      Window window = convolution.window();
      return new ConvolutionLayer.Builder(window.height(), window.width())
          .stride(window.strideY(), window.strideX())
          .padding(window.padding().top(), window.padding().left())
          .convolutionMode(ConvolutionMode.Truncate)
          .nIn(channels)
          .nOut(convolution.filters())
          .activation(
              node.activation() == phosphene.network.activation.Elementary.RELU
                  ? Activation.RELU
                  : Activation.IDENTITY)
          .build();
    }
    Window window = ((MaxPool) node.layer()).window();
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(window.height(), window.width())
        .stride(window.strideY(), window.strideX())
        .padding(window.padding().top(), window.padding().left())
        .convolutionMode(ConvolutionMode.Truncate)
        .build();
  }

  private static void fill(INDArray parameter, float[] values) {
    try (INDArray source = Nd4j.createFromArray(values)) {
      parameter.assign(source.reshape('c', parameter.shape()));
    }
  }
}
