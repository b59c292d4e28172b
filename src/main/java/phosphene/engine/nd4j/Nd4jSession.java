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
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/** A session on ND4J: channels-last arrays, native operations bound once. */
final class Nd4jSession implements Session {
  private final List<Shape> shapes;
  private final List<List<Span>> spans;
  private final Reader reader;
  private final SessionBuffers buffers;
  private final Compiler.Layout layout;
  private final List<Execution> runs;
  private final InputTransform pixels;
  private final float[] input;

  /** Finds where a site is kept. */
  private interface Reader {
    Spot spot(Compiler.Layout layout, TargetChannel site);
  }

  /** Channels of a target that one node computes. */
  private record Span(SourceChannel leaf, Channels channels) {}

  /** A channel of an image in the arrays of a run. */
  private record Spot(NodeExecution run, Tap tap, int image, int channel) {}

  private Nd4jSession(
      Architecture architecture,
      List<Shape> shapes,
      List<List<Span>> spans,
      Reader reader,
      SessionBuffers buffers,
      Compiler.Layout layout) {
    this.shapes = shapes;
    this.spans = spans;
    this.reader = reader;
    this.buffers = buffers;
    this.layout = layout;
    this.runs = new ArrayList<>(layout.nodes().values());
    List<Execution> heads = new ArrayList<>(layout.heads().values());
    Collections.reverse(heads); // slopes flow in the order in which they were laid out
    this.runs.addAll(heads);
    this.input = new float[(int) layout.input().length()];
    int area = (int) (layout.input().size(1) * layout.input().size(2));
    this.pixels = new InputTransform(architecture.preprocessing(), area);
  }

  /** A session of which every channel of every target can be read. */
  static Nd4jSession open(
      Architecture architecture,
      DeviceWeights constants,
      MemoryPool blocks,
      List<Target> targets,
      Batch batch) {
    List<Shape> shapes = List.copyOf(architecture.shapes(batch.height(), batch.width()).values());
    List<SourceChannel> leaves = new ArrayList<>();
    List<Shape> read = new ArrayList<>();
    List<List<Span>> spans = new ArrayList<>();
    for (Target target : targets) {
      Shape shape = shape(architecture, shapes, target);
      List<Span> parts =
          spans(
              IntStream.range(0, shape.channels())
                  .mapToObj(channel -> SourceChannel.of(architecture, shapes, target, channel))
                  .toList());
      Map<String, SourceChannel> byNode = new HashMap<>();
      parts.forEach(part -> byNode.putIfAbsent(part.leaf.node().name(), part.leaf));
      leaves.addAll(byNode.values());
      read.add(shape);
      spans.add(parts);
    }
    Architecture cut = architecture.cut(leaves.stream().map(leaf -> leaf.node().name()).toList());
    SessionBuffers buffers = new SessionBuffers(blocks);
    Compiler.Layout layout =
        laidOut(buffers, () -> new Compiler(cut, constants, buffers, leaves).compile(batch));
    Reader reader =
        (laid, site) -> {
          Target target = targets.get(site.target());
          SourceChannel leaf = SourceChannel.of(architecture, shapes, target, site.channel());
          NodeExecution run = Compiler.known(laid.nodes(), leaf.node().name());
          return new Spot(run, leaf.tap(), site.image(), leaf.channel());
        };
    return new Nd4jSession(architecture, read, spans, reader, buffers, layout);
  }

  /** The channels of a target in runs of neighbours. */
  private static List<Span> spans(List<SourceChannel> channels) {
    List<Span> spans = new ArrayList<>();
    int start = 0;
    for (int c = 1; c <= channels.size(); c++) {
      if (c == channels.size() || !follows(channels.get(c - 1), channels.get(c))) {
        SourceChannel first = channels.get(start);
        spans.add(
            new Span(first, new Channels(first.channel(), start, c - start, channels.size())));
        start = c;
      }
    }
    return spans;
  }

  private static boolean follows(SourceChannel left, SourceChannel right) {
    return left.node().equals(right.node()) && right.channel() == left.channel() + 1;
  }

  /**
   * A session of which one channel of each image can be read.
   *
   * @param focus for each image a channel of a convolution
   * @param shape of the target that the channels belong to
   */
  static Nd4jSession focus(
      Architecture architecture,
      DeviceWeights constants,
      MemoryPool blocks,
      List<SourceChannel> focus,
      Shape shape,
      Batch batch) {
    List<String> before = focus.stream().flatMap(leaf -> leaf.node().inputs().stream()).toList();
    SessionBuffers buffers = new SessionBuffers(blocks);
    Compiler compiler = new Compiler(architecture.cut(before), constants, buffers, List.of());
    Compiler.Layout layout = laidOut(buffers, () -> compiler.compile(batch, focus));
    List<Integer> rank = ranks(focus);
    Reader reader =
        (laid, site) -> {
          SourceChannel leaf = focus.get(site.image());
          SingleFilterExecution head = Compiler.known(laid.heads(), leaf.node().name());
          return new Spot(head.byImage().get(rank.get(site.image())), leaf.tap(), 0, 0);
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
    return focus.stream().map(leaf -> seen.merge(leaf.node().name(), 1, Integer::sum) - 1).toList();
  }

  static Shape shape(Architecture architecture, List<Shape> shapes, Target target) {
    return SourceChannel.shape(architecture, shapes, target.layer());
  }

  @Override
  public Shape shape(int target) {
    return shapes.get(target);
  }

  @Override
  public void forward(float[] planes) {
    pixels.forward(planes, input);
    HostTransfer.copy(input, layout.input());
    runs.forEach(Execution::forward);
  }

  @Override
  public void read(TargetChannel site, float[] map) {
    Spot spot = reader.spot(layout, site);
    spot.run.read(spot.tap, spot.image, spot.channel, map);
  }

  @Override
  public void seed(TargetChannel site, float[] slope) {
    Spot spot = reader.spot(layout, site);
    spot.run.seed(spot.tap, spot.image, spot.channel, slope);
  }

  @Override
  public void read(int target, int image, float[] values) {
    for (Span span : wide(target)) {
      run(span).read(span.leaf.tap(), image, span.channels, values);
    }
  }

  @Override
  public void seed(int target, int image, float[] slopes) {
    for (Span span : wide(target)) {
      run(span).seed(span.leaf.tap(), image, span.channels, slopes);
    }
  }

  private List<Span> wide(int target) {
    if (spans.isEmpty()) {
      throw new IllegalStateException(
          "Cannot pass all channels: the session is focused on single ones");
    }
    return spans.get(target);
  }

  private NodeExecution run(Span span) {
    return Compiler.known(layout.nodes(), span.leaf.node().name());
  }

  @Override
  public void backward(ReluRule rule, float[] gradient) {
    for (int i = runs.size() - 1; i >= 0; i--) {
      runs.get(i).backward(rule);
    }
    HostTransfer.copy(layout.inputSlope(), input);
    pixels.backward(input, gradient);
  }

  @Override
  public void close() {
    runs.forEach(Execution::close);
    buffers.close();
  }
}
