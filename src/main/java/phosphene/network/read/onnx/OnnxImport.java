package phosphene.network.read.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onnx.Onnx.ValueInfoProto;
import phosphene.network.ImportedNetwork;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.read.graph.GraphBuilder;
import phosphene.spec.SpecException;

/** Reads networks of ONNX files: what depends on the image becomes layers, the rest is computed. */
public final class OnnxImport {
  private final OnnxFile file;
  private final OnnxInput input;

  private OnnxImport(OnnxFile file, OnnxInput input) {
    this.file = file;
    this.input = input;
  }

  /**
   * A network, its input taken as colors (or grey) in 0..1, or in 0..255 if they are integers.
   *
   * @param name of the network
   * @throws SpecException if the file cannot be read, or has no layer that can be run
   */
  public static ImportedNetwork read(Path path, String name) {
    OnnxFile file = OnnxFile.open(path);
    OnnxInput input = OnnxInput.of(file);
    int channels = input.channels();
    if (channels != 1 && channels != Preprocessing.COLORS) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "Cannot import %s: its input has %d channels (must be 1 or 3)",
              path,
              channels));
    }
    return new OnnxImport(file, input).network(name, input.preprocessing());
  }

  /** The files beside a model that hold values of it: they belong to the network as it does. */
  public static List<Path> companions(Path path) {
    return OnnxFile.open(path).companions();
  }

  private ImportedNetwork network(String name, Preprocessing preprocessing) {
    Optional<Walk> best = Optional.empty();
    for (Shape size : input.sizes()) { // what fits a size is not told, but can be tried
      Walk walk = walk(size);
      if (walk.graph().refusals() == 0) {
        return walk.builder().finish(name, preprocessing);
      }
      boolean alike =
          best.map(first -> first.graph().refusals() == walk.graph().refusals()).orElse(false);
      if (alike) { // it is not the size
        break;
      }
      best = best.isPresent() ? best : Optional.of(walk);
    }
    return best.orElseThrow().builder().finish(name, preprocessing);
  }

  /** A graph as far as it was walked. */
  record Walk(GraphBuilder builder, GraphImport graph) {}

  /** The graph of a file for an input of that shape, before what can be joined is joined. */
  static Walk walk(OnnxFile file, Shape size) {
    return new OnnxImport(file, OnnxInput.of(file)).walk(size);
  }

  private Walk walk(Shape size) {
    GraphBuilder builder = new GraphBuilder(file.path(), size);
    Constants constants = new Constants(file);
    List<OnnxNode> dynamic = new ArrayList<>();
    for (OnnxNode node : file.nodes()) {
      if (!constants.suffice(node) || !computed(node, constants)) {
        dynamic.add(node);
      }
    }
    Set<String> outputs =
        file.outputs().stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
    List<OnnxNode> nodes = Patterns.replaced(dynamic, constants, outputs);
    LayerNames names = new LayerNames(nodes, constants);
    GraphImport graph = new GraphImport(builder, constants, names, new Readers(nodes));
    graph.put(input.name(), input.view(size));
    IntegerValues integers = new IntegerValues();
    if (input.integers()) {
      integers.put(input.name());
    }
    nodes.forEach(node -> apply(node, graph, constants, integers));
    classify(builder, graph);
    return new Walk(builder, graph);
  }

  private static boolean computed(OnnxNode node, Constants constants) {
    try {
      constants.compute(node);
      return true;
    } catch (RuntimeException e) { // whatever a damaged node leads to
      return false; // its reason is told when the node's turn comes
    }
  }

  private void apply(
      OnnxNode node, GraphImport graph, Constants constants, IntegerValues integers) {
    Optional<String> missing =
        node.inputs().stream().map(graph::refusal).flatMap(Optional::stream).findFirst();
    if (missing.isPresent()) {
      graph.refuse(node, missing.get());
      return;
    }
    try {
      if (node.outputs().isEmpty()) {
        throw new OnnxException("it has no outputs");
      }
      for (String name : node.inputs()) {
        if (!name.isEmpty() && !constants.has(name) && graph.view(name).isEmpty()) {
          throw new OnnxException(
              "it reads "
                  + name
                  + (file.isInput(name)
                      ? ", an input of the graph beside the image (must be a constant)"
                      : ", which nothing before it makes"));
        }
      }
      if (constants.suffice(node)) {
        constants.compute(node);
      } else {
        LayerImport layer = LayerImports.of(node.operator()).orElseThrow(() -> unknown(node));
        integers.through(node);
        layer.apply(new Step(node, graph, constants.call(node)));
        node.requireAllAsked();
        graph.commit();
      }
    } catch (RuntimeException e) { // whatever a damaged node leads to, the others stay
      graph.refuse(
          node,
          String.format(
              Locale.ROOT,
              "node %s of %s: %s",
              node.title(),
              file.path().getFileName(),
              reason(e)));
    }
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage();
    boolean told =
        e instanceof OnnxException || e.getClass().equals(IllegalArgumentException.class);
    return told && message != null
        ? message
        : "its inputs, outputs and attributes do not fit together (" + e + ")";
  }

  private static OnnxException unknown(OnnxNode node) {
    return new OnnxException(
        Operators.knows(node.operator())
            ? "this operator is known for constants only"
            : "this operator is not known");
  }

  /**
   * Says which node holds a classifier's logits: what the logarithms of probabilities are made of,
   * else the vector that the file names so, if it is a connected layer's.
   */
  private void classify(GraphBuilder builder, GraphImport graph) {
    List<String> ends =
        file.outputs().stream()
            .map(ValueInfoProto::getName)
            .map(graph::view)
            .flatMap(Optional::stream)
            .filter(view -> view.size() > 1 && graph.shape(view.node()).area() == 1)
            .map(View::node)
            .toList();
    Optional<String> logits =
        ends.stream().map(graph.scores()::logits).flatMap(Optional::stream).findFirst();
    logits.or(() -> named(graph)).ifPresent(builder::classify);
  }

  private Optional<String> named(GraphImport graph) {
    return file.outputs().stream()
        .limit(1)
        .map(ValueInfoProto::getName)
        .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*(logit|prob|class).*"))
        .map(graph::view)
        .flatMap(Optional::stream)
        .filter(view -> view.size() > 1 && graph.shape(view.node()).area() == 1)
        .map(View::node)
        .filter(graph.scores()::connected)
        .findFirst();
  }
}
