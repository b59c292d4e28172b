package phosphene.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.Shape;

/**
 * A network of Deeplearning4j in double precision that says what a layer gives and how it changes
 * with the pixels. Weights are floats, so that the file and the engine hold the same.
 */
sealed interface Dl4jJudge {
  /** Each layer's activations (images x channels x rows x columns) at inference, by its name. */
  Map<String, INDArray> activations(INDArray input);

  /**
   * The gradient at the pixels, by its own backpropagation, of {@code epsilon} at the last layer.
   */
  INDArray backprop(INDArray input, INDArray epsilon);

  /** What it takes. */
  Shape input();

  /** The names of the classes that its layers and vertices are made of. */
  Set<String> kinds();

  /** Writes the model's file. */
  void save(Path file);

  /** What the last layer gives at inference. */
  INDArray output(INDArray input);

  /** The configuration that every network here begins with. */
  static NeuralNetConfiguration.Builder start() {
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .dataType(DataType.DOUBLE)
        .trainingWorkspaceMode(WorkspaceMode.NONE); // ZeroPaddingLayer fails in a workspace
  }

  /** Layers one after another. */
  static Chain chain(Shape input, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = start().list();
    Arrays.stream(layers).forEach(list::layer);
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(type(input)).build());
    network.init();
    vary(network.paramTable());
    return new Chain(network, input);
  }

  /** A graph of one input and one output. */
  static Graph graph(Shape input, GraphBuilder builder) {
    ComputationGraph network = new ComputationGraph(builder.setInputTypes(type(input)).build());
    network.init();
    vary(network.paramTable());
    return new Graph(network, input);
  }

  private static InputType type(Shape input) {
    return InputType.convolutional(input.height(), input.width(), input.channels());
  }

  /**
   * Draws every parameter but the kernels, which Deeplearning4j has drawn; rounds all to floats.
   */
  static void vary(Map<String, INDArray> parameters) {
    SplittableRandom random = new SplittableRandom(3);
    parameters.forEach(
        (name, values) -> {
          switch (name.substring(name.lastIndexOf('_') + 1)) {
            case "b", "beta", "mean", "log10stdev" -> fill(values, random, -0.4, 0.4);
            case "gamma", "var" -> fill(values, random, 0.5, 2);
            default -> values.assign(values.castTo(DataType.FLOAT));
          }
        });
  }

  private static void fill(INDArray values, SplittableRandom random, double low, double high) {
    for (long i = 0; i < values.length(); i++) {
      values.putScalar(i, (float) random.nextDouble(low, high));
    }
  }

  /**
   * The gradient of {@code epsilon} at the last layer by central differences of what the network
   * gives at inference: its backpropagation knows batch normalization, dropout and frozen layers
   * only as training sees them, and in local response normalization divides the sum over the
   * neighbours by one channel's scale instead of each term by its own.
   */
  default INDArray differences(INDArray input, INDArray epsilon) {
    double step = 1e-6;
    INDArray gradient = input.dup();
    for (long i = 0; i < input.length(); i++) {
      double value = input.getDouble(i);
      double above = objective(input.putScalar(i, value + step), epsilon);
      double below = objective(input.putScalar(i, value - step), epsilon);
      input.putScalar(i, value);
      gradient.putScalar(i, (above - below) / (2 * step));
    }
    return gradient;
  }

  private double objective(INDArray input, INDArray epsilon) {
    return output(input).mul(epsilon).sumNumber().doubleValue();
  }

  /** A {@link MultiLayerNetwork}. */
  record Chain(MultiLayerNetwork network, Shape input) implements Dl4jJudge {
    @Override
    public Map<String, INDArray> activations(INDArray input) {
      Map<String, INDArray> activations = new LinkedHashMap<>();
      // Layer by layer: at inference an activation layer overwrites what it reads.
      for (int i = 0; i < network.getnLayers(); i++) {
        List<INDArray> outputs = network.feedForwardToLayer(i, input.dup(), false);
        activations.put(name(i), outputs.get(i + 1).dup('c'));
      }
      return activations;
    }

    @Override
    public INDArray output(INDArray input) {
      return network.output(input.dup(), false);
    }

    private Layer layer(int index) {
      return network.getLayerWiseConfigurations().getConf(index).getLayer();
    }

    @Override
    public Set<String> kinds() {
      return IntStream.range(0, network.getnLayers())
          .mapToObj(index -> layer(index).getClass().getSimpleName())
          .collect(Collectors.toSet());
    }

    private String name(int layer) {
      String name = layer(layer).getLayerName();
      return Objects.requireNonNullElse(name, "layer" + layer);
    }

    @Override
    public INDArray backprop(INDArray input, INDArray epsilon) {
      network.setInput(input);
      network.feedForward(true, false);
      return network.backpropGradient(epsilon, null).getSecond();
    }

    /** The gradient at the pixels of the loss that the network ends with. */
    INDArray loss(INDArray input, INDArray labels) {
      return network.calculateGradients(input, labels, null, null).getSecond();
    }

    @Override
    public void save(Path file) {
      try {
        network.save(file.toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A {@link ComputationGraph} with one output. */
  record Graph(ComputationGraph network, Shape input) implements Dl4jJudge {
    @Override
    public Map<String, INDArray> activations(INDArray input) {
      Map<String, INDArray> found = network.feedForward(new INDArray[] {input}, false, true);
      Map<String, INDArray> activations = new LinkedHashMap<>();
      for (int index : network.topologicalSortOrder()) {
        String name = network.getVertices()[index].getVertexName();
        if (!network.getVertices()[index].isInputVertex()) {
          activations.put(name, Objects.requireNonNull(found.get(name)));
        }
      }
      return activations;
    }

    @Override
    public INDArray output(INDArray input) {
      return network.outputSingle(false, input.dup());
    }

    @Override
    public Set<String> kinds() {
      return network.getConfiguration().getVertices().values().stream()
          .map(vertex -> vertex.getClass().getSimpleName())
          .collect(Collectors.toSet());
    }

    /** Vertex by vertex: {@link ComputationGraph} keeps no gradient of its input. */
    @Override
    public INDArray backprop(INDArray input, INDArray epsilon) {
      network.initGradientsView();
      network.feedForward(new INDArray[] {input}, true, false);
      GraphVertex[] vertices = network.getVertices();
      INDArray[] gradients = new INDArray[vertices.length];
      int[] order = network.topologicalSortOrder();
      gradients[order[order.length - 1]] = epsilon;
      for (int i = order.length - 1; i > 0; i--) {
        GraphVertex vertex = vertices[order[i]];
        vertex.setEpsilon(gradients[order[i]]);
        INDArray[] back = vertex.doBackward(false, LayerWorkspaceMgr.noWorkspaces()).getSecond();
        VertexIndices[] inputs = vertex.getInputVertices();
        for (int k = 0; k < inputs.length; k++) {
          int from = inputs[k].getVertexIndex();
          gradients[from] = gradients[from] == null ? back[k].dup() : gradients[from].add(back[k]);
        }
      }
      return gradients[order[0]];
    }

    @Override
    public void save(Path file) {
      try {
        network.save(file.toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
