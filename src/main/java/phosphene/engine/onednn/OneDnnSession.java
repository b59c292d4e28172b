package phosphene.engine.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private final List<List<Span>> spans = new ArrayList<>();
  private final Natives natives = new Natives();
  private final Arena arena;
  private final Compiler compiler;
  private final Program forward;
  private final Map<TapPoint, Tapped> taps = new LinkedHashMap<>();
  private final List<Head> heads = new ArrayList<>();
  private final List<SingleFilter> filters = new ArrayList<>();
  private final InputTransform transform;
  private final float[] input;
  private final List<FloatBuffer> inputs;
  private Optional<Back> back = Optional.empty();
  private ReluRule rule = ReluRule.EXACT;

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
    List<SourceChannel> sources = focus.isEmpty() ? sources() : focus;
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
      if (focus.isEmpty()) {
        sources.forEach(this::tap);
      } else {
        focus(focus, weights);
      }
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

  /** One channel of each node that a target comes down to. */
  private List<SourceChannel> sources() {
    Map<String, SourceChannel> byNode = new LinkedHashMap<>();
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      List<Span> parts =
          Span.of(
              IntStream.range(0, shapes.get(i).channels())
                  .mapToObj(c -> SourceChannel.of(architecture, allShapes, target, c))
                  .toList());
      spans.add(parts);
      parts.forEach(
          part -> byNode.putIfAbsent(part.source().node().name() + target.tap(), part.source()));
    }
    return List.copyOf(byNode.values());
  }

  private void tap(SourceChannel source) {
    String name = source.node().name();
    taps.computeIfAbsent(
        new TapPoint(name, source.tap()),
        point -> new Tapped(compiler.placed(name).at(source.tap()), compiler.program()));
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
                    new Head(source.node(), compiler.values(source.node().inputs().get(0)), arena);
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
    return shapes.get(target);
  }

  @Override
  public void forward(float[] planes) {
    transform.forward(planes, input);
    int size = input.length / inputs.size();
    for (int image = 0; image < inputs.size(); image++) {
      inputs.get(image).put(0, input, image * size, size);
    }
    forward.run();
    taps.values().forEach(Tapped::stale);
  }

  @Override
  public void read(TargetChannel channel, float[] map) {
    if (!filters.isEmpty()) {
      filters.get(channel.image()).read(targets.get(0).tap(), map);
      return;
    }
    SourceChannel source = source(channel);
    tapped(source).read(channel.image(), source.channel(), map);
  }

  @Override
  public void addGradient(TargetChannel channel, float[] gradient) {
    if (!filters.isEmpty()) {
      filters.get(channel.image()).add(targets.get(0).tap(), gradient);
      return;
    }
    SourceChannel source = source(channel);
    tapped(source).add(channel.image(), source.channel(), gradient);
  }

  private SourceChannel source(TargetChannel channel) {
    return SourceChannel.of(
        architecture, allShapes, targets.get(channel.target()), channel.channel());
  }

  private Tapped tapped(SourceChannel source) {
    Tapped tap = taps.get(new TapPoint(source.node().name(), source.tap()));
    if (tap == null) {
      throw new IllegalStateException("Nothing tapped at " + source.node().name());
    }
    return tap;
  }

  @Override
  public void read(int target, int image, float[] values) {
    for (Span span : wide(target)) {
      tapped(span.source()).read(image, span, values);
    }
  }

  @Override
  public void addGradient(int target, int image, float[] gradients) {
    for (Span span : wide(target)) {
      tapped(span.source()).add(image, span, gradients);
    }
  }

  private List<Span> wide(int target) {
    if (spans.isEmpty()) {
      throw new IllegalStateException(
          "Cannot pass all channels: the session is focused on single ones");
    }
    return spans.get(target);
  }

  @Override
  public void backward(ReluRule relu, float[] gradient) {
    rule = relu;
    Back way = back.orElseGet(() -> Natives.scoped(this::layBack));
    way.program.run();
    int size = input.length / inputs.size();
    for (int image = 0; image < inputs.size(); image++) {
      way.gradients.get(image).get(0, input, image * size, size);
    }
    transform.backward(input, gradient);
  }

  private Back layBack() {
    Program program = compiler.program();
    Tensor last = compiler.backward(program, taps, heads, () -> rule == ReluRule.REDIRECTED);
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
    natives.close();
    arena.close();
  }
}
