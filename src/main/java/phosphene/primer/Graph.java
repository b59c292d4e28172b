package phosphene.primer;

import java.util.LinkedHashMap;
import java.util.Map;
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
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.GlobalAveragePool;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Weights;
import phosphene.network.Window;

/** An architecture as a Deeplearning4j graph that can be trained; the softmax joins its layer. */
final class Graph {
  private Graph() {}

  /** An untrained graph: He's normal weights (2015), Adam, a rate that rises and falls. */
  static ComputationGraph of(Architecture architecture, Course course) {
    int steps = course.steps();
    int warm = Math.max(1, (int) (steps * Course.WARM_UP));
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(course.seed().derive(0).value())
            .updater(
                new Adam(
                    new RampSchedule(
                        new PolySchedule(ScheduleType.ITERATION, Course.RATE, 1, steps), warm)))
            .weightInit(WeightInit.RELU)
            .weightDecay(Course.DECAY)
            .graphBuilder()
            .addInputs(Architecture.INPUT);
    for (Node node : architecture.nodes()) {
      if (!(node.layer() instanceof Softmax)) {
        builder.addLayer(node.name(), layer(node), node.inputs().get(0));
      }
    }
    Shape input = architecture.input();
    ComputationGraph graph =
        new ComputationGraph(
            builder
                .setOutputs(architecture.logits().orElseThrow())
                .setInputTypes(
                    InputType.convolutional(
                        input.height(), input.width(), input.channels(), CNN2DFormat.NCHW))
                .build());
    graph.init();
    return graph;
  }

  private static Layer layer(Node node) {
    if (node.layer() instanceof Convolution convolution) {
      Window window = convolution.window();
      return new OneDnnConvolution(
          new ConvolutionLayer.Builder(window.height(), window.width())
              .stride(window.strideY(), window.strideX())
              .padding(window.padY(), window.padX())
              .nOut(convolution.filters())
              .activation(Activation.RELU));
    }
    if (node.layer() instanceof MaxPool pool) {
      Window window = pool.window();
      return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
          .kernelSize(window.height(), window.width())
          .stride(window.strideY(), window.strideX())
          .padding(window.padY(), window.padX())
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

  /** The graph's weights by layer, in this project's order. */
  static Map<String, Weights> weights(ComputationGraph graph, Architecture architecture) {
    Map<String, Weights> weights = new LinkedHashMap<>();
    for (String layer : architecture.kernels().keySet()) {
      INDArray kernel = graph.getParam(layer + "_W");
      boolean dense = kernel.rank() == 2; // inputs x outputs there
      weights.put(
          layer,
          new Weights(
              floats(dense ? kernel.transpose() : kernel), floats(graph.getParam(layer + "_b"))));
    }
    return weights;
  }

  /** Gives the graph other weights. */
  static void fill(ComputationGraph graph, Map<String, Weights> weights) {
    weights.forEach(
        (layer, values) -> {
          INDArray kernel = graph.getParam(layer + "_W");
          boolean dense = kernel.rank() == 2;
          INDArray read = Nd4j.createFromArray(values.kernel());
          kernel.assign(
              dense
                  ? read.reshape(kernel.size(1), kernel.size(0)).transpose()
                  : read.reshape(kernel.shape()));
          INDArray bias = graph.getParam(layer + "_b");
          bias.assign(Nd4j.createFromArray(values.bias()).reshape(bias.shape()));
        });
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').reshape(-1).toFloatVector();
  }
}
