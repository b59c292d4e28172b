package phosphene.network.zoo.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import phosphene.network.Architecture;
import phosphene.network.ChannelGather;
import phosphene.network.ChannelPad;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Layer;
import phosphene.network.LayerNormalization;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Scale;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Elementary;
import phosphene.network.read.torch.BatchNorm;
import phosphene.network.read.torch.ModuleWeights;
import phosphene.network.read.torch.NodeParameters;

/**
 * The modules of a network while they are written down; each verb reads the node before it. Nodes
 * have the paths of their modules.
 */
final class ModuleBuilder {
  private static final String POOL = "avgpool";

  private final Widths widths;
  private final double epsilon;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, NodeParameters> parameters = new HashMap<>();
  private final Map<String, Integer> channels = new HashMap<>(Map.of(Architecture.INPUT, 3));
  private String last = Architecture.INPUT;

  /**
   * A network without modules.
   *
   * @param epsilon of its batch normalizations
   */
  ModuleBuilder(Widths widths, double epsilon) {
    this.widths = widths;
    this.epsilon = epsilon;
  }

  /** The name of the newest node. */
  String last() {
    return last;
  }

  /** Channels of the newest node. */
  int channels() {
    return channels(last);
  }

  int channels(String node) {
    return channels.getOrDefault(node, 0);
  }

  /** Continues behind {@code node}: the next verb reads it. */
  ModuleBuilder from(String node) {
    last = node;
    return this;
  }

  /** A convolution with bias. */
  ModuleBuilder conv(String module, int filters, Window window) {
    return convolution(module, filters, window, 1);
  }

  /** A convolution of {@code groups} groups, or as many as the file has. */
  ModuleBuilder grouped(String module, int filters, Window window, int groups) {
    int each = widths.extent(module, 1, Math.max(1, channels() / groups));
    return convolution(module, filters, window, Math.max(1, channels() / each));
  }

  /** A convolution of each channel by itself. */
  ModuleBuilder depthwise(String module, Window window) {
    return convolution(module, channels(), window, channels());
  }

  private ModuleBuilder convolution(String module, int filters, Window window, int groups) {
    int width = widths.extent(module, 0, filters);
    parameters.put(module, NodeParameters.of(module));
    try {
      return add(module, new Convolution(width, window, groups), width, last);
    } catch (IllegalArgumentException e) { // widths of a file that do not fit together
      throw new IllegalArgumentException("layer " + module + ": " + e.getMessage(), e);
    }
  }

  /** The batch normalization of the newest convolution, which has no bias therefore. */
  ModuleBuilder norm(String module) {
    parameters.computeIfPresent(last, (node, own) -> own.biasless().with(batchNorm(module)));
    return this;
  }

  /** The batch normalization of the newest convolution, which has a bias all the same. */
  ModuleBuilder normOfBiased(String module) {
    parameters.computeIfPresent(last, (node, own) -> own.with(batchNorm(module)));
    return this;
  }

  /** The newest convolution has no bias. */
  ModuleBuilder biasless() {
    parameters.computeIfPresent(last, (node, own) -> own.biasless());
    return this;
  }

  /** A batch normalization of its own. */
  ModuleBuilder scale(String module) {
    parameters.put(module, NodeParameters.of(batchNorm(module)));
    return add(module, new Scale(), channels(), last);
  }

  /** Factors of the channels, the tensor of that name. */
  ModuleBuilder factors(String tensor) {
    parameters.put(tensor, NodeParameters.factors(tensor));
    return add(tensor, new Scale(), channels(), last);
  }

  /** A normalization of all channels of a position. */
  ModuleBuilder layerNorm(String module, double itsEpsilon) {
    parameters.put(module, NodeParameters.of(module));
    return add(module, new LayerNormalization(itsEpsilon), channels(), last);
  }

  /** The nonlinearity of the newest node. */
  ModuleBuilder then(Activation activation) {
    Node node = nodes.remove(nodes.size() - 1);
    nodes.add(new Node(node.name(), node.layer(), node.inputs(), activation));
    return this;
  }

  ModuleBuilder relu() {
    return then(Elementary.RELU);
  }

  ModuleBuilder pool(String module, Window window) {
    return layer(module, new MaxPool(window));
  }

  /** A layer without weights that keeps the channels. */
  ModuleBuilder layer(String module, Layer layer) {
    return add(module, layer, channels(), last);
  }

  ModuleBuilder dense(String module, int outputs) {
    int width = widths.extent(module, 0, outputs);
    parameters.put(module, NodeParameters.of(module));
    return add(module, new Dense(width), width, last);
  }

  /** The sum of two nodes. */
  ModuleBuilder sum(String module, String one, String other) {
    return add(module, Elementwise.ADD, channels(one), one, other);
  }

  /** The sum of the newest node and what a block read, where both are of one shape. */
  ModuleBuilder residual(String module, String input, int stride) {
    return stride == 1 && channels(input) == channels() ? sum(module, last, input) : this;
  }

  ModuleBuilder concat(String module, String... inputs) {
    int sum = Arrays.stream(inputs).mapToInt(this::channels).sum();
    return add(module, new Concat(), sum, inputs);
  }

  /** Some neighbouring channels of the newest node. */
  ModuleBuilder slice(String module, int first, int count) {
    return gather(module, IntStream.range(first, first + count));
  }

  /** The channels as a matrix of {@code groups} rows, read column by column. */
  ModuleBuilder shuffle(String module, int groups) {
    int each = channels() / groups;
    return gather(module, IntStream.range(0, channels()).map(c -> c % groups * each + c / groups));
  }

  private ModuleBuilder gather(String module, IntStream chosen) {
    List<Integer> all = chosen.boxed().toList();
    return add(module, new ChannelGather(all), all.size(), last);
  }

  /** The first row and column of every {@code stride}. */
  ModuleBuilder subsample(String module, int stride) {
    return pool(module, Window.of(1, stride, 0));
  }

  /** As many channels of zeros before the newest node's and after. */
  ModuleBuilder widen(String module, int each) {
    return add(module, new ChannelPad(each, each), channels() + 2 * each, last);
  }

  private ModuleBuilder add(String module, Layer layer, int width, String... inputs) {
    nodes.add(new Node(module, layer, Arrays.asList(inputs), Elementary.NONE));
    channels.put(module, width);
    last = module;
    return this;
  }

  /**
   * Squeeze-and-excitation (Hu et al., 2017): every channel is multiplied by what two 1x1
   * convolutions, {@code fc1} and {@code fc2}, make of the means of all.
   */
  ModuleBuilder squeezeExcite(String module, int squeezed, Activation inner, Activation gate) {
    String input = last;
    Window point = Window.of(1, 1, 0);
    return layer(module + "." + POOL, new GlobalAveragePool())
        .conv(module + ".fc1", squeezed, point)
        .then(inner)
        .conv(module + ".fc2", channels(input), point)
        .then(gate)
        .product(module, input);
  }

  private ModuleBuilder product(String module, String input) {
    Layer product = new Elementwise(Elementwise.Operation.MULTIPLY);
    return add(module, product, channels(input), input, last);
  }

  /** Whether the file has the weight of a module; empty without a file. */
  Optional<Boolean> held(String module) {
    return widths == Widths.STANDARD
        ? Optional.empty()
        : Optional.of(widths.shape(module + ".weight").isPresent());
  }

  /** The mean of every channel. */
  ModuleBuilder globalPool() {
    return layer(POOL, new GlobalAveragePool());
  }

  /** The network, with the means of all positions and a dense layer as its classifier. */
  Layout classified(String classifier, int classes) {
    String body = last;
    return globalPool().dense(classifier, classes).end(body);
  }

  /** The network, whose newest node gives the logits. */
  Layout end(String body) {
    layer("prob", new Softmax());
    return new Layout(List.copyOf(nodes), body, new ModuleWeights(parameters));
  }

  private BatchNorm batchNorm(String module) {
    return new BatchNorm(module, epsilon);
  }
}
