package phosphene.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import phosphene.network.Architecture;
import phosphene.network.Shape;

/** A session on ND4J: channels-last arrays, native operations bound once. */
final class Nd4jSession implements Session {
  private final Architecture architecture;
  private final List<Target> targets;
  private final List<Shape> shapes;
  private final Buffers buffers;
  private final Compiler.Layout layout;
  private final List<NodeRun> runs;
  private final Pixels pixels;
  private final float[] input;

  Nd4jSession(Architecture architecture, Constants constants, List<Target> targets, Batch batch) {
    this.architecture = architecture;
    this.targets = List.copyOf(targets);
    this.shapes = List.copyOf(architecture.shapes(batch.height(), batch.width()).values());
    List<Leaf> leaves = leaves();
    this.buffers = new Buffers();
    Architecture cut = architecture.cut(leaves.stream().map(leaf -> leaf.node().name()).toList());
    this.layout = new Compiler(cut, constants, buffers, leaves).compile(batch);
    this.runs = List.copyOf(layout.runs().values());
    int area = batch.height() * batch.width();
    this.pixels = new Pixels(architecture.preprocessing(), area);
    this.input = new float[(int) layout.input().length()];
  }

  private List<Leaf> leaves() {
    List<Leaf> leaves = new ArrayList<>();
    for (int t = 0; t < targets.size(); t++) {
      Map<String, Leaf> byNode = new HashMap<>();
      for (int channel = 0; channel < shape(t).channels(); channel++) {
        Leaf leaf = Leaf.of(architecture, shapes, targets.get(t), channel);
        byNode.putIfAbsent(leaf.node().name(), leaf);
      }
      leaves.addAll(byNode.values());
    }
    return leaves;
  }

  @Override
  public Shape shape(int target) {
    String layer = targets.get(target).layer();
    return shapes.get(architecture.nodes().indexOf(Leaf.node(architecture, layer)));
  }

  @Override
  public void forward(float[] planes) {
    pixels.forward(planes, input);
    Host.copy(input, layout.input());
    runs.forEach(NodeRun::forward);
  }

  @Override
  public void read(Site site, float[] map) {
    Leaf leaf = leaf(site);
    run(leaf).read(leaf.tap(), site.image(), leaf.channel(), map);
  }

  @Override
  public void seed(Site site, float[] slope) {
    Leaf leaf = leaf(site);
    run(leaf).seed(leaf.tap(), site.image(), leaf.channel(), slope);
  }

  @Override
  public void backward(ReluRule rule, float[] gradient) {
    for (int i = runs.size() - 1; i >= 0; i--) {
      runs.get(i).backward(rule);
    }
    Host.copy(layout.inputSlope(), input);
    pixels.backward(input, gradient);
  }

  private Leaf leaf(Site site) {
    return Leaf.of(architecture, shapes, targets.get(site.target()), site.channel());
  }

  private NodeRun run(Leaf leaf) {
    NodeRun run = layout.runs().get(leaf.node().name());
    if (run == null) {
      throw new IllegalStateException("No run of " + leaf.node().name());
    }
    return run;
  }

  @Override
  public void close() {
    runs.forEach(NodeRun::close);
    buffers.close();
  }
}
