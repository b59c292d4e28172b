package phosphene.network.read.onnx;

import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import phosphene.network.ImportedNetwork;
import phosphene.network.Network;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Values;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/** An imported graph that was run by plain loops, and the values of the file in its own order. */
final class GraphRun {
  private static final Pattern NOW = Pattern.compile("\\(name (\\S+)\\)");

  private final OnnxImport.Walk walk;
  private final Network network;
  private final Values values;

  private GraphRun(OnnxImport.Walk walk, Network network, Values values) {
    this.walk = walk;
    this.network = network;
    this.values = values;
  }

  /** The graph run on an input whose values lie as the file's input has them. */
  static GraphRun of(OnnxFile file, double[] input) {
    return of(file, input, OnnxInput.of(file).sizes().get(0));
  }

  /** As above, of a size that the file leaves open. */
  static GraphRun of(OnnxFile file, double[] input, Shape size) {
    OnnxImport.Walk walk = OnnxImport.walk(file, size);
    ImportedNetwork imported = walk.builder().finish("test", preprocessing(walk));
    Network network = new Network(imported.architecture(), imported.weights(), "", List.of());
    Shape shape = network.architecture().input();
    View view = walk.graph().view(file.inputs().get(0).getName()).orElseThrow();
    double[] laid = new double[shape.size()];
    int[] places = places(view, shape);
    for (int i = 0; i < places.length; i++) {
      laid[places[i]] = input[i];
    }
    Values values = new PlainForward(network).values(new PlainForward.Tensor(shape, laid));
    return new GraphRun(walk, network, values);
  }

  private static Preprocessing preprocessing(OnnxImport.Walk walk) {
    int channels = walk.builder().input().channels();
    List<Integer> order = IntStream.range(0, channels).map(c -> 0).boxed().toList();
    return new Preprocessing(order, 1 / 255.0, order.stream().map(c -> 0.0).toList());
  }

  Network network() {
    return network;
  }

  /** The dims of a value of the file. */
  int[] dims(String value) {
    return view(value).dims();
  }

  Optional<String> refusal(String value) {
    return walk.graph().refusal(value);
  }

  /** The node that holds a value of the file now. */
  String node(String value) {
    return now(view(value).node());
  }

  private String now(String node) {
    String reason = network.architecture().absent().getOrDefault(node, "");
    Matcher matcher = NOW.matcher(reason);
    return matcher.find() ? now(matcher.group(1)) : node;
  }

  /** A value of the file, row-major. */
  double[] value(String value, Tap tap) {
    View view = view(value);
    String node = now(view.node());
    PlainForward.Tensor tensor =
        PlainForward.named(tap == Tap.PRE ? values.pre() : values.post(), node);
    int[] places = places(view, tensor.shape());
    IntUnaryOperator place = i -> places[i];
    return IntStream.range(0, places.length)
        .mapToDouble(i -> tensor.values()[place.applyAsInt(i)])
        .toArray();
  }

  /** What a node gives, in channel, row, column order. */
  double[] map(String node) {
    return PlainForward.named(values.post(), node).values();
  }

  /** True if a value of the file is not known without the image. */
  boolean depends(String value) {
    return walk.graph().view(value).isPresent();
  }

  private View view(String value) {
    return walk.graph()
        .view(value)
        .orElseThrow(
            () -> new AssertionError(value + ": " + walk.graph().refusal(value).orElse("no view")));
  }

  private static int[] places(View view, Shape shape) {
    return Layout.sources(view.factors(IntStream.range(0, view.rank()).toArray()), shape);
  }
}
