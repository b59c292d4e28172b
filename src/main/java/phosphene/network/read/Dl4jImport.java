package phosphene.network.read;

import static phosphene.network.activation.Elementary.NONE;
import static phosphene.network.activation.Elementary.RELU;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import phosphene.network.Architecture;
import phosphene.network.Concat;
import phosphene.network.Elementwise;
import phosphene.network.Identity;
import phosphene.network.ImportedNetwork;
import phosphene.network.Layer;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Weights;
import phosphene.network.activation.Activation;
import phosphene.network.read.Dl4jFlow.Order;
import phosphene.spec.SpecException;

/**
 * A Deeplearning4j network on its way to an architecture with weights. Layers that change nothing
 * at inference (dropout, flattening) become other names of what they read; a ReLU of its own
 * becomes the identity, with ReLU.
 */
final class Dl4jImport {
  private final Path file;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Weights> weights = new LinkedHashMap<>();
  private final Map<String, List<Integer>> kernels = new HashMap<>();
  private final Map<String, Dl4jFlow> flows = new HashMap<>();
  private final Set<String> pixelMajor = new HashSet<>();
  private int channels;
  private Optional<Shape> flatInput = Optional.empty();

  Dl4jImport(Path file) {
    this.file = file;
  }

  void read(MultiLayerNetwork network) {
    Dl4jFlow flow = Dl4jFlow.INPUT;
    for (int i = 0; i < network.getnLayers(); i++) {
      var layer = network.getLayerWiseConfigurations().getConf(i).getLayer();
      String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
      InputPreProcessor before = network.getLayerWiseConfigurations().getInputPreProcess(i);
      if (before != null) {
        flow = preprocessed(name, before, flow);
      }
      new Dl4jLayerImport(this, name, network.getLayer(i)::getParam).read(layer, flow);
      flow = flow(name);
    }
  }

  void read(ComputationGraph network) {
    ComputationGraphConfiguration graph = network.getConfiguration();
    if (graph.getNetworkInputs().size() != 1) {
      throw refusal("it has " + graph.getNetworkInputs().size() + " inputs (one is supported)");
    }
    flows.put(graph.getNetworkInputs().get(0), Dl4jFlow.INPUT);
    for (String name : graph.getTopologicalOrderStr()) {
      GraphVertex vertex = graph.getVertices().get(name);
      if (vertex != null) {
        List<Dl4jFlow> inputs =
            graph.getVertexInputs().getOrDefault(name, List.of()).stream().map(this::flow).toList();
        read(network, name, vertex, inputs);
      }
    }
  }

  private void read(
      ComputationGraph network, String name, GraphVertex vertex, List<Dl4jFlow> inputs) {
    Dl4jFlow first = inputs.get(0);
    if (vertex instanceof LayerVertex layer) {
      InputPreProcessor before = layer.getPreProcessor();
      new Dl4jLayerImport(this, name, network.getLayer(name)::getParam)
          .read(
              layer.getLayerConf().getLayer(),
              before == null ? first : preprocessed(name, before, first));
    } else if (vertex instanceof PreprocessorVertex reshape) {
      alias(name, preprocessed(name, reshape.getPreProcessor(), first));
    } else if (vertex instanceof MergeVertex merge) {
      // 1 is the channels' axis of NCHW; 3 and -1 are those of NHWC; 2 never is.
      if (merge.getMergeAxis() == 2 || flat(inputs)) {
        throw refusal("layer " + name + " concatenates along another axis than the channels");
      }
      join(name, new Concat(), inputs);
    } else if (vertex instanceof ElementWiseVertex sum && sum.getOp() == ElementWiseVertex.Op.Add) {
      join(name, Elementwise.ADD, inputs);
    } else if (vertex instanceof ElementWiseVertex other) {
      throw unsupported(name, "ElementWiseVertex " + other.getOp());
    } else {
      throw unsupported(name, vertex.getClass().getSimpleName());
    }
  }

  private static boolean flat(List<Dl4jFlow> inputs) {
    return inputs.stream().anyMatch(flow -> flow.order() != Order.MAP);
  }

  private Dl4jFlow preprocessed(String name, InputPreProcessor before, Dl4jFlow flow) {
    if (before instanceof ComposableInputPreProcessor several) {
      Dl4jFlow result = flow;
      for (InputPreProcessor each : several.getInputPreProcessors()) {
        result = preprocessed(name, each, result);
      }
      return result;
    }
    if (before instanceof CnnToFeedForwardPreProcessor flatten) {
      boolean keras =
          flatten.getClass() != CnnToFeedForwardPreProcessor.class // the one of old Keras imports
              || flatten.getFormat() == CNN2DFormat.NHWC;
      return flow.flattened(keras ? Order.PIXEL_MAJOR : Order.CHANNEL_MAJOR);
    }
    if (before instanceof FeedForwardToCnnPreProcessor map && flow.equals(Dl4jFlow.INPUT)) {
      flatInput =
          Optional.of(
              new Shape(
                  (int) map.getNumChannels(),
                  (int) map.getInputHeight(),
                  (int) map.getInputWidth()));
      return flow;
    }
    throw unsupported(name, before.getClass().getSimpleName());
  }

  /** Adds a node that the rest of the network reads as {@code name}. */
  void add(String name, Layer layer, Dl4jFlow input, Activation activation, Order order) {
    nodes.add(new Node(name, layer, List.of(input.node()), activation));
    flows.put(name, new Dl4jFlow(name, order));
  }

  /** Adds the softmax that ends the layer {@code name}. */
  void softmax(String name, String node, Dl4jFlow input) {
    nodes.add(new Node(node, new Softmax(), List.of(input.node()), NONE));
    flows.put(name, input.through(node));
  }

  void relu(String name, Dl4jFlow input) {
    add(name, new Identity(), input, RELU, input.order());
  }

  /**
   * Gives a node its values.
   *
   * @param extents of the kernel
   */
  void weigh(String name, List<Integer> extents, float[] kernel, float[] bias) {
    for (float[] values : List.of(kernel, bias)) {
      try {
        WeightReader.requireFinite(name, values);
      } catch (IOException e) {
        throw refusal(WeightReader.reason(e));
      }
    }
    weights.put(name, new Weights(kernel, bias));
    kernels.put(name, extents);
  }

  /** Notes that the dense layer's inputs are in the order of {@code flow}. */
  void densely(String name, Dl4jFlow flow) {
    if (flow.order() == Order.PIXEL_MAJOR) {
      pixelMajor.add(name);
    }
  }

  /** Notes how many channels a layer takes; the first such layer says it of the input. */
  void takes(long count) {
    if (channels == 0) {
      channels = (int) count;
    }
  }

  void alias(String name, Dl4jFlow flow) {
    flows.put(name, flow);
  }

  Dl4jFlow flow(String name) {
    Dl4jFlow flow = flows.get(name);
    if (flow == null) {
      throw new AssertionError("no layer " + name);
    }
    return flow;
  }

  private void join(String name, Layer layer, List<Dl4jFlow> inputs) {
    nodes.add(new Node(name, layer, inputs.stream().map(Dl4jFlow::node).toList(), NONE));
    flows.put(name, inputs.get(0).through(name));
  }

  SpecException unsupported(String name, String type) {
    return refusal(
        "layer "
            + name
            + " is a "
            + type
            + ", which is not supported (supported: "
            + Dl4jLayerImport.SUPPORTED
            + ", MergeVertex, ElementWiseVertex Add, PreprocessorVertex)");
  }

  SpecException refusal(String reason) {
    return new SpecException("Cannot import " + file + ": " + reason);
  }

  /**
   * The network.
   *
   * @param input its usual input if the file says so
   */
  ImportedNetwork parts(String name, Optional<Shape> input) {
    if (channels != 1 && channels != 3) {
      throw refusal(
          "layer "
              + nodes.get(0).name()
              + " reads an image of "
              + channels
              + " channels (1 is supported, grey, and 3: red, green and blue)");
    }
    InputSize size = new InputSize(name, channels, List.copyOf(nodes), kernels);
    return size.fit(input.or(() -> flatInput))
        .map(architecture -> new ImportedNetwork(architecture, ordered(architecture)))
        .orElseThrow(() -> refusal(size.misfit(input.or(() -> flatInput))));
  }

  /** The weights with the inputs of every dense layer channel by channel. */
  private Map<String, Weights> ordered(Architecture architecture) {
    Shape input = architecture.input();
    Map<String, Shape> shapes = architecture.shapes(input.height(), input.width());
    for (Node node : nodes) {
      if (node.layer() instanceof Softmax && shapes.getOrDefault(node.name(), input).area() > 1) {
        throw refusal("layer " + node.name() + " is a softmax over a feature map");
      }
      if (pixelMajor.contains(node.name())) {
        Shape map = shapes.getOrDefault(node.inputs().get(0), input);
        weights.computeIfPresent(
            node.name(), (layer, w) -> new Weights(channelMajor(w.kernel(), map), w.bias()));
      }
    }
    return weights;
  }

  private static float[] channelMajor(float[] kernel, Shape map) {
    float[] ordered = new float[kernel.length];
    for (int row = 0; row < kernel.length; row += map.size()) {
      for (int position = 0; position < map.area(); position++) {
        for (int channel = 0; channel < map.channels(); channel++) {
          ordered[row + channel * map.area() + position] =
              kernel[row + position * map.channels() + channel];
        }
      }
    }
    return ordered;
  }
}
