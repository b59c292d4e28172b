package phosphene.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/** A session on ND4J: channels-last arrays, native operations bound once. */
final class Nd4jSession implements Session {
  private final List<Shape> shapes;
  private final Reader reader;
  private final Buffers buffers;
  private final Compiler.Layout layout;
  private final List<Run> runs;
  private final Pixels pixels;
  private final float[] input;

  /** Finds where a site is kept. */
  private interface Reader {
    Spot spot(Compiler.Layout layout, Site site);
  }

  /** A channel of an image in the arrays of a run. */
  private record Spot(NodeRun run, Tap tap, int image, int channel) {}

  private Nd4jSession(
      Architecture architecture,
      List<Shape> shapes,
      Reader reader,
      Buffers buffers,
      Compiler.Layout layout) {
    this.shapes = shapes;
    this.reader = reader;
    this.buffers = buffers;
    this.layout = layout;
    this.runs = new ArrayList<>(layout.nodes().values());
    List<Run> heads = new ArrayList<>(layout.heads().values());
    Collections.reverse(heads); // slopes flow in the order in which they were laid out
    this.runs.addAll(heads);
    this.input = new float[(int) layout.input().length()];
    int area = (int) (layout.input().size(1) * layout.input().size(2));
    this.pixels = new Pixels(architecture.preprocessing(), area);
  }

  /** A session of which every channel of every target can be read. */
  static Nd4jSession open(
      Architecture architecture,
      Constants constants,
      Blocks blocks,
      List<Target> targets,
      Batch batch) {
    List<Shape> shapes = List.copyOf(architecture.shapes(batch.height(), batch.width()).values());
    List<Leaf> leaves = new ArrayList<>();
    List<Shape> read = new ArrayList<>();
    for (Target target : targets) {
      Map<String, Leaf> byNode = new HashMap<>();
      Shape shape = shape(architecture, shapes, target);
      for (int channel = 0; channel < shape.channels(); channel++) {
        Leaf leaf = Leaf.of(architecture, shapes, target, channel);
        byNode.putIfAbsent(leaf.node().name(), leaf);
      }
      leaves.addAll(byNode.values());
      read.add(shape);
    }
    Architecture cut = architecture.cut(leaves.stream().map(leaf -> leaf.node().name()).toList());
    Buffers buffers = new Buffers(blocks);
    Compiler.Layout layout =
        laidOut(buffers, () -> new Compiler(cut, constants, buffers, leaves).compile(batch));
    Reader reader =
        (laid, site) -> {
          Target target = targets.get(site.target());
          Leaf leaf = Leaf.of(architecture, shapes, target, site.channel());
          NodeRun run = Compiler.known(laid.nodes(), leaf.node().name());
          return new Spot(run, leaf.tap(), site.image(), leaf.channel());
        };
    return new Nd4jSession(architecture, read, reader, buffers, layout);
  }

  /**
   * A session of which one channel of each image can be read.
   *
   * @param focus for each image a channel of a convolution
   * @param shape of the target that the channels belong to
   */
  static Nd4jSession focus(
      Architecture architecture,
      Constants constants,
      Blocks blocks,
      List<Leaf> focus,
      Shape shape,
      Batch batch) {
    List<String> before = focus.stream().flatMap(leaf -> leaf.node().inputs().stream()).toList();
    Buffers buffers = new Buffers(blocks);
    Compiler compiler = new Compiler(architecture.cut(before), constants, buffers, List.of());
    Compiler.Layout layout = laidOut(buffers, () -> compiler.compile(batch, focus));
    List<Integer> rank = ranks(focus);
    Reader reader =
        (laid, site) -> {
          Leaf leaf = focus.get(site.image());
          HeadRun head = Compiler.known(laid.heads(), leaf.node().name());
          return new Spot(head.byImage().get(rank.get(site.image())), leaf.tap(), 0, 0);
        };
    return new Nd4jSession(architecture, List.of(shape), reader, buffers, layout);
  }

  /** What {@code compilation} lays out; if it fails, for want of memory say, nothing is kept. */
  private static Compiler.Layout laidOut(Buffers buffers, Supplier<Compiler.Layout> compilation) {
    try {
      return compilation.get();
    } catch (RuntimeException | Error e) {
      buffers.close();
      throw e;
    }
  }

  /** For each image its place among the images that want the same convolution. */
  private static List<Integer> ranks(List<Leaf> focus) {
    Map<String, Integer> seen = new HashMap<>();
    return focus.stream().map(leaf -> seen.merge(leaf.node().name(), 1, Integer::sum) - 1).toList();
  }

  static Shape shape(Architecture architecture, List<Shape> shapes, Target target) {
    return Leaf.shape(architecture, shapes, target.layer());
  }

  @Override
  public Shape shape(int target) {
    return shapes.get(target);
  }

  @Override
  public void forward(float[] planes) {
    pixels.forward(planes, input);
    Host.copy(input, layout.input());
    runs.forEach(Run::forward);
  }

  @Override
  public void read(Site site, float[] map) {
    Spot spot = reader.spot(layout, site);
    spot.run.read(spot.tap, spot.image, spot.channel, map);
  }

  @Override
  public void seed(Site site, float[] slope) {
    Spot spot = reader.spot(layout, site);
    spot.run.seed(spot.tap, spot.image, spot.channel, slope);
  }

  @Override
  public void backward(ReluRule rule, float[] gradient) {
    for (int i = runs.size() - 1; i >= 0; i--) {
      runs.get(i).backward(rule);
    }
    Host.copy(layout.inputSlope(), input);
    pixels.backward(input, gradient);
  }

  @Override
  public void close() {
    runs.forEach(Run::close);
    buffers.close();
  }
}
