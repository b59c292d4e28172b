package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import phosphene.network.Architecture;
import phosphene.network.Axis;
import phosphene.network.ChannelGather;
import phosphene.network.Constant;
import phosphene.network.Layer;
import phosphene.network.Rearrange;
import phosphene.network.Regrid;
import phosphene.network.Shape;
import phosphene.network.TokenGrid;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Elementary;
import phosphene.network.read.graph.GraphBuilder;

/** The network while a file's graph is walked: its nodes, and the views that values are of them. */
final class GraphImport {
  private final GraphBuilder builder;
  private final Constants constants;
  private final LayerNames names;
  private final Readers readers;
  private final Map<String, View> views = new HashMap<>();
  private final Map<List<Object>, String> arranged = new HashMap<>();
  private final Map<String, Tokens> tokens = new HashMap<>();
  private final Scores scores = new Scores();
  private final Set<String> fixed = new HashSet<>(); // nodes that one size only is right for
  private final Map<String, String> hidden = new HashMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<String, Shape> shapes = new HashMap<>(); // of the drafts
  private final Set<String> released = new HashSet<>();

  GraphImport(GraphBuilder builder, Constants constants, LayerNames names, Readers readers) {
    this.builder = builder;
    this.constants = constants;
    this.names = names;
    this.readers = readers;
  }

  /** A node that one of the file's nodes becomes, together with others or not at all. */
  private record Draft(
      String name,
      Layer layer,
      List<String> inputs,
      Activation activation,
      Optional<Trained> trained) {}

  /** Adds to the network what the last of the file's nodes became. */
  void commit() {
    for (Draft draft : drafts) {
      builder.add(draft.name(), draft.layer(), draft.inputs(), draft.activation());
      draft
          .trained()
          .ifPresent(
              trained ->
                  builder.weigh(draft.name(), trained.extents(), trained.kernel(), trained.bias()));
    }
    drafts.clear();
    shapes.clear();
  }

  /** Forgets what the last of the file's nodes became, which turned out not to be all of it. */
  private void discard() {
    drafts.forEach(draft -> released.add(draft.name()));
    arranged.values().removeAll(shapes.keySet());
    drafts.clear();
    shapes.clear();
  }

  LayerNames names() {
    return names;
  }

  /** The view that a value is; empty for a constant. */
  Optional<View> view(String value) {
    return Optional.ofNullable(views.get(value));
  }

  void put(String value, View view) {
    if (!value.isEmpty()) {
      views.put(value, view);
    }
  }

  void put(String value, Tensor constant) {
    constants.put(value, constant);
  }

  /** Why a value cannot be had; empty if it can. */
  Optional<String> refusal(String value) {
    return Optional.ofNullable(refused.get(value));
  }

  /** Notes that the outputs of a node cannot be had. */
  void refuse(OnnxNode node, String reason) {
    discard();
    node.outputs().forEach(output -> refused.put(output, reason));
    node.outputs().forEach(views::remove);
    String wanted = names.of(node);
    builder.refuse(released.contains(wanted) ? wanted : builder.name(wanted), reason);
  }

  /** Notes that one value is not computed. */
  void forbid(String value, String reason) {
    refused.put(value, reason);
  }

  /** True if all that reads a value, but for sums with constants, is nonlinear. */
  boolean nonlinear(String value) {
    return readers.nonlinear(value);
  }

  Scores scores() {
    return scores;
  }

  int refusals() {
    return refused.size();
  }

  Shape shape(String node) {
    Shape draft = shapes.get(node);
    return draft != null ? draft : builder.shape(node);
  }

  /** Adds a node without a nonlinearity. */
  String add(String wanted, Layer layer, String... inputs) {
    return add(wanted, layer, Elementary.NONE, inputs);
  }

  /**
   * Adds a node.
   *
   * @throws IllegalArgumentException if the inputs do not fit the layer
   */
  String add(String wanted, Layer layer, Activation activation, String... inputs) {
    return add(wanted, layer, activation, Optional.empty(), List.of(inputs));
  }

  private String add(
      String wanted,
      Layer layer,
      Activation activation,
      Optional<Trained> trained,
      List<String> inputs) {
    List<Shape> read = inputs.stream().map(this::shape).toList();
    Shape shape = layer.output(read);
    shape.size(); // that it can be counted
    trained.ifPresent(values -> values.requireFit(layer.kernel(read)));
    String name = builder.name(wanted);
    drafts.add(new Draft(name, layer, inputs, activation, trained));
    shapes.put(name, shape);
    scores.note(name, layer, activation, inputs);
    if (layer.fixesSize(read)
        || activation.fixesSize(shape.channels())
        || inputs.stream().anyMatch(fixed::contains)) {
      fixed.add(name);
    }
    inputs.stream()
        .filter(input -> shape.height() == 1 && shape.width() == shape(input).width())
        .map(tokens::get)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(same -> tokens.put(name, same));
    return name;
  }

  /** Adds a node with its trained values, which is not added without them. */
  String add(String wanted, Layer layer, Trained trained, String... inputs) {
    return add(wanted, layer, Elementary.NONE, Optional.of(trained), List.of(inputs));
  }

  /** A node that holds a constant. */
  String constant(String wanted, Shape shape, float[] values) {
    List<Integer> extents = List.of(shape.channels(), shape.height(), shape.width());
    return add(wanted, new Constant(shape), new Trained(extents, values, new float[0]));
  }

  /** A view's values as a node with these axes as its dimensions, and the view of that. */
  View laid(View view, Layout.Axes axes) {
    Layout layout = Layout.of(view, axes);
    if (layout.shape().size() != view.size()) {
      throw new OnnxException(
          "it reads " + Extents.text(view.dims()) + " (must be values of one image)");
    }
    String node = arranged(view.node(), layout);
    View[] laid = {view.on(node)};
    count(view, axes.channels(), Axis.CHANNELS, laid);
    count(view, axes.rows(), Axis.ROWS, laid);
    count(view, axes.columns(), Axis.COLUMNS, laid);
    return laid[0];
  }

  private static void count(View view, int[] axes, Axis dimension, View[] laid) {
    int stride = 1;
    for (int i = axes.length - 1; i >= 0; i--) {
      int size = Factor.size(view.axes().get(axes[i]));
      laid[0] = laid[0].with(laid[0].node(), axes[i], List.of(new Factor(dimension, stride, size)));
      stride *= size;
    }
  }

  /** How many values would have to be moved to lay a view out, in layers of rising cost. */
  int cost(View view, Layout.Axes axes) {
    Layout layout = Layout.of(view, axes);
    Shape in = shape(view.node());
    if (layout.isThatOf(in)) {
      return 0;
    }
    return layout.keepsPositions(in) ? 1 : 4;
  }

  /** A node's values in another layout: the node itself, or one that is added. */
  String arranged(String node, Layout layout) {
    Shape in = shape(node);
    if (layout.isThatOf(in)) {
      return node;
    }
    List<Object> key = List.of(node, layout);
    String known = arranged.get(key);
    if (known == null) {
      known = moved(node, layout, in);
      arranged.put(key, known);
    }
    return known;
  }

  private String moved(String node, Layout layout, Shape in) {
    Shape shape = layout.shape();
    if (!layout.keepsPositions(in)) {
      return add(base(node) + ".arranged", new Rearrange(shape, layout.sources(in)), node);
    }
    String result = node;
    if (!layout.keepsChannels(in)) {
      result = add(base(node) + ".channels", new ChannelGather(layout.gathered()), node);
    }
    if (shape.height() == in.height() && shape.width() == in.width()) {
      return result;
    }
    String grid = add(base(node) + ".regrid", new Regrid(shape.height(), shape.width()), result);
    if (shape.height() == 1 && in.height() > 1) {
      tokens.put(grid, new Tokens(0, in.height(), in.width()));
    }
    return grid;
  }

  /** A node's values where no other size of image is taken: the node itself if that is so. */
  String fixed(String node) {
    Shape shape = shape(node);
    return fixed.contains(node)
        ? node
        : arranged.computeIfAbsent(
            List.of(node, shape),
            key -> add(base(node) + ".regrid", new Regrid(shape.height(), shape.width()), node));
  }

  private static String base(String node) {
    return node.equals(Architecture.INPUT) ? "image" : node;
  }

  Optional<Tokens> tokens(String node) {
    return Optional.ofNullable(tokens.get(node));
  }

  void tokens(String node, Tokens meaning) {
    tokens.put(node, meaning);
  }

  /** Notes that a sequence is the hidden layer of an MLP, which a nonlinearity follows. */
  void hide(String node, String module) {
    hidden.put(node, module);
  }

  /** The module whose hidden layer a node is. */
  Optional<String> hidden(String node) {
    return Optional.ofNullable(hidden.get(node));
  }

  /** Adds the patches among a sequence's tokens as a map that carries a module's name. */
  void addGrid(String module, String sequence, Activation activation) {
    tokens(sequence)
        .ifPresent(
            found ->
                add(
                    module,
                    new TokenGrid(found.first(), found.height(), found.width()),
                    activation,
                    sequence));
  }
}
