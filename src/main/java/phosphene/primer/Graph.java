package phosphene.primer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.GlobalAveragePool;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Weights;
import phosphene.network.Window;

/** An architecture as a Deeplearning4j graph; the softmax joins the layer before it. */
final class Graph {
  private static final String NORMALIZED = "_relu";

  private Graph() {}

  /**
   * An untrained graph: He's normal weights (2015), batch normalization after each convolution,
   * Adam, a rate that increases and falls.
   */
  static ComputationGraph learner(Architecture architecture, TrainingPlan plan) {
    int steps = plan.steps();
    int warm = Math.max(1, (int) (steps * TrainingPlan.WARM_UP));
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(plan.seed().derive(0).value())
            .updater(new Adam(new Rate(TrainingPlan.RATE, warm, steps)))
            .weightInit(WeightInit.RELU)
            .weightDecay(TrainingPlan.DECAY)
            .graphBuilder();
    for (Node node : architecture.nodes()) {
      String input = node.inputs().get(0);
      Optional<Node> before = architecture.node(input);
      boolean normalized = before.isPresent() && before.get().layer() instanceof Convolution;
      add(builder, node, normalized ? input + NORMALIZED : input, Kind.LEARNER);
      if (node.layer() instanceof Convolution) {
        builder.addLayer(node.name() + NORMALIZED, new NormalizedRelu(), node.name());
      }
    }
    return built(builder, architecture);
  }

  /** A graph that answers as {@code network} does. */
  static ComputationGraph plain(Network network) {
    GraphBuilder builder = new NeuralNetConfiguration.Builder().graphBuilder();
    for (Node node : network.architecture().nodes()) {
      add(builder, node, node.inputs().get(0), Kind.PLAIN);
    }
    ComputationGraph graph = built(builder, network.architecture());
    network.weights().forEach((layer, weights) -> fill(graph, layer, weights));
    return graph;
  }

  private enum Kind {
    LEARNER,
    PLAIN
  }

  private static ComputationGraph built(GraphBuilder builder, Architecture architecture) {
    Shape input = architecture.input();
    ComputationGraph graph =
        new ComputationGraph(
            builder
                .addInputs(Architecture.INPUT)
                .setOutputs(architecture.logits().orElseThrow())
                .setInputTypes(
                    InputType.convolutional(
                        input.height(), input.width(), input.channels(), CNN2DFormat.NCHW))
                .build());
    graph.init();
    return graph;
  }

  private static void add(GraphBuilder builder, Node node, String input, Kind kind) {
    if (!(node.layer() instanceof Softmax)) {
      builder.addLayer(node.name(), layer(node, kind), input);
    }
  }

  private static Layer layer(Node node, Kind kind) {
    if (node.layer() instanceof Convolution convolution && plain(convolution)) {
      Window window = convolution.window();
      return new OneDnnConvolution(
          new ConvolutionLayer.Builder(window.height(), window.width())
              .stride(window.strideY(), window.strideX())
              .padding(window.padding().top(), window.padding().left())
              .nOut(convolution.filters())
              .hasBias(kind == Kind.PLAIN)
              .activation(kind == Kind.PLAIN ? Activation.RELU : Activation.IDENTITY));
    }
    if (node.layer() instanceof MaxPool pool && pool.window().plain()) {
      Window window = pool.window();
      return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
          .kernelSize(window.height(), window.width())
          .stride(window.strideY(), window.strideX())
          .padding(window.padding().top(), window.padding().left())
          .build();
    }
    if (node.layer() instanceof GlobalAveragePool) {
      return new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
    }
    if (node.layer() instanceof Dense dense) {
      return new OutputLayer.Builder(LossFunction.MCXENT)
          .nOut(dense.outputs())
          .activation(Activation.SOFTMAX)
          .build();
    }
    throw new AssertionError(node);
  }

  private static boolean plain(Convolution convolution) {
    return convolution.groups() == 1 && convolution.window().plain();
  }

  /** What a learner has learnt, its normalization folded into kernels and biases. */
  static Map<String, Weights> weights(ComputationGraph learner, Architecture architecture) {
    Map<String, Weights> weights = new LinkedHashMap<>();
    for (String layer : architecture.kernels().keySet()) {
      INDArray kernel = learner.getParam(layer + "_W");
      weights.put(
          layer,
          kernel.rank() == 2 // inputs x outputs there
              ? new Weights(floats(kernel.transpose()), floats(learner.getParam(layer + "_b")))
              : folded(floats(kernel), layer + NORMALIZED, learner));
    }
    return weights;
  }

  private static Weights folded(float[] kernel, String normalization, ComputationGraph learner) {
    float[] gamma = floats(learner.getParam(normalization + "_gamma"));
    float[] beta = floats(learner.getParam(normalization + "_beta"));
    float[] mean = floats(learner.getParam(normalization + "_mean"));
    float[] variance = floats(learner.getParam(normalization + "_var"));
    float[] bias = new float[gamma.length];
    int slice = kernel.length / gamma.length;
    for (int filter = 0; filter < gamma.length; filter++) {
      float scale = (float) (gamma[filter] / Math.sqrt(variance[filter] + NormalizedRelu.EPSILON));
      bias[filter] = beta[filter] - mean[filter] * scale;
      for (int i = filter * slice; i < (filter + 1) * slice; i++) {
        kernel[i] *= scale;
      }
    }
    return new Weights(kernel, bias);
  }

  private static void fill(ComputationGraph graph, String layer, Weights weights) {
    INDArray kernel = graph.getParam(layer + "_W");
    INDArray read = Nd4j.createFromArray(weights.kernel());
    kernel.assign(
        kernel.rank() == 2
            ? read.reshape(kernel.size(1), kernel.size(0)).transpose()
            : read.reshape(kernel.shape()));
    INDArray bias = graph.getParam(layer + "_b");
    bias.assign(Nd4j.createFromArray(weights.bias()).reshape(bias.shape()));
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').reshape(-1).toFloatVector();
  }
}
