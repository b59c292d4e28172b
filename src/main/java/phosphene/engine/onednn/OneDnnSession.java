package phosphene.engine.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.dnnl.stream;
import phosphene.engine.InputTransform;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.SourceChannel;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.network.Architecture;
import phosphene.network.Shape;

/** A session on oneDNN. The way back is laid out when it is first gone: a scan never does. */
final class OneDnnSession implements Session {
  private final Architecture architecture;
  private final List<Shape> allShapes;
  private final List<Target> targets;
  private final List<Shape> shapes = new ArrayList<>();
  private final Natives natives = new Natives();
  private final Arena arena;
  private final Compiler compiler;
  private final Program forward;
  private final Taps taps;
  private final List<Head> heads = new ArrayList<>();
  private final List<SingleFilter> filters = new ArrayList<>();
  private final InputTransform transform;
  private final float[] input;
  private final List<FloatBuffer> inputs;
  private Optional<Back> back = Optional.empty();
  private ReluRule rule = ReluRule.EXACT;
  private boolean closed;

  /** The way back, and where it ends. */
  private record Back(Program program, List<FloatBuffer> gradients) {}

  private OneDnnSession(
      Architecture architecture,
      Setting setting,
      PackedWeights weights,
      NativePool pool,
      List<Target> targets,
      List<SourceChannel> focus) {
    this.architecture = architecture;
    this.targets = targets;
    this.allShapes =
        List.copyOf(
            architecture.shapes(setting.batch().height(), setting.batch().width()).values());
    for (Target target : targets) {
      shapes.add(SourceChannel.shape(architecture, allShapes, target.layer()));
    }
    List<List<SourceChannel>> channels = focus.isEmpty() ? channels() : List.of();
    List<SourceChannel> sources = focus.isEmpty() ? Taps.byNode(channels) : focus;
    Architecture cut = cut(sources, focus);
    this.arena = new Arena(pool, setting.images());
    try {
      stream queue = natives.keep(new stream(OneDnn.processor()));
      this.compiler =
          new Compiler(
              cut, setting, weights, arena, natives, queue, focus.isEmpty() ? sources : List.of());
      this.forward = compiler.program();
      Shape image =
          new Shape(
              architecture.input().channels(), setting.batch().height(), setting.batch().width());
      compiler.forward(forward, image);
      this.taps = new Taps(compiler, channels);
      focus(focus, weights);
      forward.finish();
      this.inputs = images(compiler.input());
      this.input = new float[compiler.input().shape().size() * setting.images()];
      this.transform =
          new InputTransform(architecture.preprocessing(), compiler.input().shape().area());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** A session of which all channels of the targets can be read. */
  static OneDnnSession open(
      Architecture architecture,
      Setting setting,
      PackedWeights weights,
      NativePool pool,
      List<Target> targets) {
    return Natives.scoped(
        () ->
            new OneDnnSession(
                architecture, setting, weights, pool, List.copyOf(targets), List.of()));
  }

  /**
   * A session of which one channel of each image can be read.
   *
   * @param focus for each image a channel of a convolution
   */
  static OneDnnSession focus(
      Architecture architecture,
      Setting setting,
      PackedWeights weights,
      NativePool pool,
      Target target,
      List<SourceChannel> focus) {
    return Natives.scoped(
        () -> new OneDnnSession(architecture, setting, weights, pool, List.of(target), focus));
  }

  /** What the sources depend on: with them, or what lies before those that heads compute. */
  private Architecture cut(List<SourceChannel> sources, List<SourceChannel> focus) {
    return architecture.cut(
        sources.stream()
            .map(SourceChannel::node)
            .flatMap(node -> focus.isEmpty() ? Stream.of(node.name()) : node.inputs().stream())
            .distinct()
            .toList());
  }

  /** What the channels of each target come down to. */
  private List<List<SourceChannel>> channels() {
    return IntStream.range(0, targets.size())
        .mapToObj(
            i ->
                IntStream.range(0, shapes.get(i).channels())
                    .mapToObj(c -> SourceChannel.of(architecture, allShapes, targets.get(i), c))
                    .toList())
        .toList();
  }

  private void focus(List<SourceChannel> focus, PackedWeights weights) {
    Map<String, Head> byNode = new HashMap<>();
    for (int image = 0; image < focus.size(); image++) {
      SourceChannel source = focus.get(image);
      Head head =
          byNode.computeIfAbsent(
              source.node().name(),
              name -> {
                Head made =
                    new Head(
                        source.node(),
                        compiler.values(source.node().inputs().get(0)),
                        arena,
                        compiler.arrays());
                heads.add(made);
                return made;
              });
      filters.add(head.add(image, source.channel()));
    }
    heads.forEach(head -> head.forward(forward, weights));
  }

  private static List<FloatBuffer> images(Tensor tensor) {
    return IntStream.range(0, tensor.images()).mapToObj(tensor::values).toList();
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
    int size = input.length / inputs.size();
    for (int image = 0; image < inputs.size(); image++) {
      inputs.get(image).put(0, input, image * size, size);
    }
    forward.run();
    taps.stale();
  }

  @Override
  public void read(TargetChannel channel, float[] map) {
    requireOpen();
    if (!filters.isEmpty()) {
      filters.get(channel.image()).read(targets.get(0).tap(), map);
      return;
    }
    taps.read(channel, map);
  }

  @Override
  public void addGradient(TargetChannel channel, float[] gradient) {
    requireOpen();
    if (!filters.isEmpty()) {
      filters.get(channel.image()).add(targets.get(0).tap(), gradient);
      return;
    }
    taps.add(channel, gradient);
  }

  @Override
  public void read(int target, int image, float[] values) {
    requireWhole();
    taps.read(target, image, values);
  }

  @Override
  public void addGradient(int target, int image, float[] gradients) {
    requireWhole();
    taps.add(target, image, gradients);
  }

  private void requireWhole() {
    requireOpen();
    if (!filters.isEmpty()) {
      throw new IllegalStateException(
          "Cannot pass all channels: the session is focused on single ones");
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("Cannot use a session: it is closed");
    }
  }

  @Override
  public void backward(ReluRule relu, float[] gradient) {
    requireOpen();
    rule = relu;
    Back way = back.orElseGet(this::laidBack);
    way.program.run();
    int size = input.length / inputs.size();
    for (int image = 0; image < inputs.size(); image++) {
      way.gradients.get(image).get(0, input, image * size, size);
    }
    transform.backward(input, gradient);
  }

  /** Lays the way back; a session that has no memory for it is closed, not half a session. */
  private Back laidBack() {
    try {
      return Natives.scoped(this::layBack);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private Back layBack() {
    Program program = compiler.program();
    Tensor last =
        compiler.backward(program, taps.byPoint(), heads, () -> rule == ReluRule.REDIRECTED);
    program.finish();
    Back way = new Back(program, images(last));
    back = Optional.of(way);
    return way;
  }

  /** The calls of both ways, as far as they are laid out. */
  List<Runnable> calls() {
    List<Runnable> all = new ArrayList<>(forward.calls());
    back.ifPresent(way -> all.addAll(way.program.calls()));
    return all;
  }

  /** What oneDNN chose for the calls that are laid out. */
  List<Program.Kernel> kernels() {
    List<Program.Kernel> all = new ArrayList<>(forward.kernels());
    back.ifPresent(way -> all.addAll(way.program.kernels()));
    return all;
  }

  @Override
  public void close() {
    closed = true;
    natives.close();
    arena.close();
  }
}
