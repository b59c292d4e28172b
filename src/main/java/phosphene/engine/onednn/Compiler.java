package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.stream;
import phosphene.engine.SourceChannel;
import phosphene.engine.host.HostArrays;
import phosphene.network.Architecture;
import phosphene.network.Constant;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.activation.Elementary;
import phosphene.spec.Tap;

/**
 * Lays a cut network out: values for every node, and the calls that fill them; and later, if a
 * gradient is asked for, the calls back. A gradient with several readers is written by the last of
 * them and added to by the others.
 */
final class Compiler {
  private final Architecture cut;
  private final Map<String, Shape> shapes;
  private final Rooms rooms;
  private final Plans plans;
  private final Arena arena;
  private final Natives natives;
  private final stream queue;
  private final Set<SourceChannel> read;
  private final data_type type;
  private final HostArrays arrays = new HostArrays();
  private final Map<String, Placed> placed = new LinkedHashMap<>();
  private final Map<String, Tensor> inputs = new HashMap<>();

  /**
   * A node with its memory.
   *
   * @param raw what the layer gives
   * @param value what the next layers read; {@code raw} itself unless both are kept
   * @param ending the nonlinearity, if there is one
   * @param fused true if the layer's own kernel applies it
   */
  record Placed(
      Node node,
      LayerPlan plan,
      List<Tensor> inputs,
      Tensor raw,
      Tensor value,
      Optional<ActivationPlan> ending,
      boolean fused) {
    /** The values at a tap. */
    Tensor at(Tap tap) {
      return tap == Tap.PRE ? raw : value;
    }
  }

  Compiler(
      Architecture cut,
      Setting setting,
      PackedWeights weights,
      Arena arena,
      Natives natives,
      stream queue,
      List<SourceChannel> read) {
    this.cut = cut;
    this.shapes = cut.shapes(setting.batch().height(), setting.batch().width());
    this.rooms = Rooms.of(cut, shapes, setting);
    this.type = setting.type();
    this.plans = new Plans(setting, weights, arrays);
    this.arena = arena;
    this.natives = natives;
    this.queue = queue;
    this.read = Set.copyOf(read);
  }

  /** Arrays on the heap for the steps of the session. */
  HostArrays arrays() {
    return arrays;
  }

  /** A program without calls. */
  Program program() {
    return new Program(natives, arena, queue);
  }

  /** Where the images of a batch go in. */
  Tensor input() {
    return Tables.known(inputs, Architecture.INPUT);
  }

  /** What a node's readers read. */
  Tensor values(String name) {
    return Tables.known(inputs, name);
  }

  /** A node with its memory; once the way forward is laid out. */
  Placed placed(String name) {
    return Tables.known(placed, name);
  }

  /** Lays out the way forward. */
  void forward(Program program, Shape image) {
    inputs.put(Architecture.INPUT, arena.keep(image, Format.PLAIN));
    for (Node node : cut.nodes()) {
      program.serve(node.name());
      Placed place = place(node);
      place.plan.forward(program, place.inputs, place.raw);
      if (!place.fused) {
        place.ending.ifPresent(ending -> ending.forward(program, place.raw, place.value));
      }
      placed.put(node.name(), place);
      inputs.put(node.name(), place.value);
    }
    program.serve("");
  }

  private Placed place(Node node) {
    Shape shape = Tables.known(shapes, node.name());
    List<Tensor> from = node.inputs().stream().map(name -> Tables.known(inputs, name)).toList();
    Optional<ActivationPlan> ending =
        Optional.of(node.activation())
            .filter(activation -> activation != Elementary.NONE)
            .map(activation -> new ActivationPlan(activation, shape.channels(), type, arrays));
    boolean inPlace =
        ending.filter(ActivationPlan::inPlace).isPresent()
            && !(node.layer() instanceof Softmax) // its way back reads what it gives
            && !(node.layer() instanceof Constant) // is written once
            && !tapped(node, Tap.PRE);
    boolean fused =
        inPlace
            && ending
                .flatMap(ActivationPlan::ending)
                .filter(function -> plans.fuses(node.layer(), from, function))
                .isPresent();
    LayerPlan plan =
        plans.of(node, from, fused ? ending.flatMap(ActivationPlan::ending) : Optional.empty());
    Tensor raw = keep(node, shape, plan.format());
    boolean same = ending.isEmpty() || inPlace;
    Tensor value = same ? raw : keep(node, shape, plan.format());
    return new Placed(node, plan, from, raw, value, ending, fused);
  }

  private Tensor keep(Node node, Shape shape, Format format) {
    return arena.keep(shape, arena.images(), format, rooms.of(node.name()));
  }

  private boolean tapped(Node node, Tap tap) {
    return read.stream().anyMatch(some -> some.node().equals(node) && some.tap() == tap);
  }

  /**
   * Lays out the way back.
   *
   * @param taps where gradients are added
   * @param redirected true while blocked gradients are to be redirected
   * @return the gradient by the input
   */
  Tensor backward(
      Program program, Map<TapPoint, Tapped> taps, List<Head> heads, BooleanSupplier redirected) {
    Gradients gradients = new Gradients(arena);
    for (Head head : heads) {
      program.serve(head.name());
      head.backward(program, gradients, redirected);
    }
    for (int i = cut.nodes().size() - 1; i >= 0; i--) {
      Placed place = placed(cut.nodes().get(i).name());
      program.serve(place.node.name());
      backward(program, place, taps, gradients, redirected);
    }
    program.serve("");
    for (Tapped tap : taps.values()) {
      program.host(tap::forget);
    }
    return gradients.last(program, input());
  }

  private static void backward(
      Program program,
      Placed place,
      Map<TapPoint, Tapped> taps,
      Gradients gradients,
      BooleanSupplier redirected) {
    String name = place.node.name();
    Gradients.Sum sum = gradients.of(name, place.value);
    Optional.ofNullable(taps.get(new TapPoint(name, Tap.POST)))
        .ifPresent(tap -> sum.add(program, tap));
    if (place.ending.isPresent()) {
      sum.settle(program);
      ActivationPlan ending = place.ending.get();
      Tensor kept = ending.inPlace() ? place.value : place.raw;
      ending.backward(program, kept, sum.tensor(), redirected);
    }
    Optional.ofNullable(taps.get(new TapPoint(name, Tap.PRE)))
        .ifPresent(tap -> sum.add(program, tap));
    sum.settle(program);
    List<Tensor> inputGradients = new ArrayList<>();
    for (int i = 0; i < place.inputs.size(); i++) {
      inputGradients.add(gradients.open(place.node.inputs().get(i), place.inputs.get(i)));
    }
    place.plan.backward(program, place.inputs, place.raw, sum.tensor(), inputGradients);
    gradients.close(program);
    gradients.forget(name);
  }
}
