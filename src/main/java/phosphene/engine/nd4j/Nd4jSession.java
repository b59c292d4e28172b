package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import phosphene.engine.Batch;
import phosphene.engine.InputTransform;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.SourceChannel;
import phosphene.engine.SourceSpan;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/** A session on ND4J: channels-last arrays, native operations bound once. */
final class Nd4jSession implements Session {
  private final List<Shape> shapes;
  private final List<List<SourceSpan>> spans;
  private final Reader reader;
  private final SessionBuffers buffers;
  private final Compiler.Layout layout;
  private final List<Execution> executions;
  private final InputTransform transform;
  private final float[] input;
  private boolean closed;

  /** Finds where a channel is kept. */
  private interface Reader {
    Spot spot(Compiler.Layout layout, TargetChannel channel);
  }

  /** A channel of an image in the arrays of an execution. */
  private record Spot(NodeExecution execution, Tap tap, int image, int channel) {}

  private Nd4jSession(
      Architecture architecture,
      List<Shape> shapes,
      List<List<SourceSpan>> spans,
      Reader reader,
      SessionBuffers buffers,
      Compiler.Layout layout) {
    this.shapes = shapes;
    this.spans = spans;
    this.reader = reader;
    this.buffers = buffers;
    this.layout = layout;
    this.executions = new ArrayList<>(layout.nodes().values());
    List<Execution> singleFilters = new ArrayList<>(layout.singleFilters().values());
    Collections.reverse(singleFilters); // gradients flow in the order in which they were laid out
    this.executions.addAll(singleFilters);
    this.input = new float[(int) layout.input().length()];
    int area = (int) (layout.input().size(1) * layout.input().size(2));
    this.transform = new InputTransform(architecture.preprocessing(), area);
  }

  /** A session of which every channel of every target can be read. */
  static Nd4jSession open(
      Architecture architecture,
      DeviceWeights weights,
      MemoryPool pool,
      List<Target> targets,
      Batch batch) {
    List<Shape> shapes = List.copyOf(architecture.shapes(batch.height(), batch.width()).values());
    List<SourceChannel> sources = new ArrayList<>();
    List<Shape> read = new ArrayList<>();
    List<List<SourceSpan>> spans = new ArrayList<>();
    for (Target target : targets) {
      Shape shape = shape(architecture, shapes, target);
      List<SourceSpan> parts =
          SourceSpan.of(
              IntStream.range(0, shape.channels())
                  .mapToObj(channel -> SourceChannel.of(architecture, shapes, target, channel))
                  .toList());
      Map<String, SourceChannel> byNode = new HashMap<>();
      parts.forEach(part -> byNode.putIfAbsent(part.source().node().name(), part.source()));
      sources.addAll(byNode.values());
      read.add(shape);
      spans.add(parts);
    }
    Architecture cut =
        architecture.cut(sources.stream().map(source -> source.node().name()).toList());
    SessionBuffers buffers = new SessionBuffers(pool);
    Compiler.Layout layout =
        laidOut(buffers, () -> new Compiler(cut, weights, buffers, sources).compile(batch));
    Reader reader =
        (laid, channel) -> {
          Target target = targets.get(channel.target());
          SourceChannel source = SourceChannel.of(architecture, shapes, target, channel.channel());
          NodeExecution execution = Compiler.known(laid.nodes(), source.node().name());
          return new Spot(execution, source.tap(), channel.image(), source.channel());
        };
    return new Nd4jSession(architecture, read, spans, reader, buffers, layout);
  }

  /**
   * A session of which one channel of each image can be read.
   *
   * @param focus for each image a channel of a convolution
   * @param shape of the target that the channels belong to
   */
  static Nd4jSession focus(
      Architecture architecture,
      DeviceWeights weights,
      MemoryPool pool,
      List<SourceChannel> focus,
      Shape shape,
      Batch batch) {
    List<String> before =
        focus.stream().flatMap(source -> source.node().inputs().stream()).toList();
    SessionBuffers buffers = new SessionBuffers(pool);
    Compiler compiler = new Compiler(architecture.cut(before), weights, buffers, List.of());
    Compiler.Layout layout = laidOut(buffers, () -> compiler.compile(batch, focus));
    List<Integer> rank = ranks(focus);
    Reader reader =
        (laid, channel) -> {
          SourceChannel source = focus.get(channel.image());
          SingleFilterExecution execution =
              Compiler.known(laid.singleFilters(), source.node().name());
          return new Spot(execution.byImage().get(rank.get(channel.image())), source.tap(), 0, 0);
        };
    return new Nd4jSession(architecture, List.of(shape), List.of(), reader, buffers, layout);
  }

  /** What {@code compilation} lays out; if it fails, for want of memory say, nothing is kept. */
  private static Compiler.Layout laidOut(
      SessionBuffers buffers, Supplier<Compiler.Layout> compilation) {
    try {
      return compilation.get();
    } catch (RuntimeException | Error e) {
      buffers.close();
      throw e;
    }
  }

  /** For each image its place among the images that want the same convolution. */
  private static List<Integer> ranks(List<SourceChannel> focus) {
    Map<String, Integer> seen = new HashMap<>();
    return focus.stream()
        .map(source -> seen.merge(source.node().name(), 1, Integer::sum) - 1)
        .toList();
  }

  static Shape shape(Architecture architecture, List<Shape> shapes, Target target) {
    return SourceChannel.shape(architecture, shapes, target.layer());
  }

  @Override
  public Shape shape(int target) {
    requireOpen();
    return shapes.get(target);
  }

  @Override
  public void forward(float[] planes) {
    requireOpen();
    transform.forward(planes, input);
    HostTransfer.copy(input, layout.input());
    executions.forEach(Execution::forward);
  }

  @Override
  public void read(TargetChannel channel, float[] map) {
    requireOpen();
    Spot spot = reader.spot(layout, channel);
    spot.execution.read(spot.tap, spot.image, spot.channel, map);
  }

  @Override
  public void addGradient(TargetChannel channel, float[] gradient) {
    requireOpen();
    Spot spot = reader.spot(layout, channel);
    spot.execution.addGradient(spot.tap, spot.image, spot.channel, gradient);
  }

  @Override
  public void read(int target, int image, float[] values) {
    for (SourceSpan span : wide(target)) {
      execution(span).read(span.source().tap(), image, Channels.of(span), values);
    }
  }

  @Override
  public void addGradient(int target, int image, float[] gradients) {
    for (SourceSpan span : wide(target)) {
      execution(span).addGradient(span.source().tap(), image, Channels.of(span), gradients);
    }
  }

  private List<SourceSpan> wide(int target) {
    requireOpen();
    if (spans.isEmpty()) {
      throw new IllegalStateException(
          "Cannot pass all channels: the session is focused on single ones");
    }
    return spans.get(target);
  }

  private NodeExecution execution(SourceSpan span) {
    return Compiler.known(layout.nodes(), span.source().node().name());
  }

  @Override
  public void backward(ReluRule rule, float[] gradient) {
    requireOpen();
    for (int i = executions.size() - 1; i >= 0; i--) {
      executions.get(i).backward(rule);
    }
    HostTransfer.copy(layout.inputGradient(), input);
    transform.backward(input, gradient);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("Cannot use a session: it is closed");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    executions.forEach(Execution::close);
    buffers.close();
  }
}
