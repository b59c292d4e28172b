package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import phosphene.network.Shape;

/**
 * The calls of one direction of a session, in order. They are collected first and bound when all
 * are known, since they share one scratchpad.
 */
final class Program {
  private final Natives natives;
  private final Arena arena;
  private final stream queue;
  private final List<Tensor> passing = new ArrayList<>();
  private List<Supplier<Runnable>> drafts = new ArrayList<>();
  private final List<Kernel> kernels = new ArrayList<>();
  private List<Runnable> calls = List.of();
  private String node = "";
  private long scratch;
  private BytePointer scratchpad = new BytePointer();

  /**
   * What oneDNN chose for a call.
   *
   * @param implementation its name, such as {@code jit_wino_4x3:avx512_core}
   */
  record Kernel(String node, String implementation) {}

  /** What is no call of a primitive; {@code label} says of which node. */
  private record Work(String label, Runnable work) implements Runnable {
    @Override
    public void run() {
      work.run();
    }

    @Override
    public String toString() {
      return label;
    }
  }

  Program(Natives natives, Arena arena, stream queue) {
    this.natives = natives;
    this.arena = arena;
    this.queue = queue;
  }

  /** Says for which node the next calls are; what passed between the last node's ends. */
  void serve(String name) {
    node = name;
    passing.forEach(arena::give);
    passing.clear();
  }

  /** A tensor of undefined content for the calls of this node. */
  Tensor pass(Shape shape, Format format) {
    return pass(arena.take(shape, format));
  }

  /** The same with the room of another tensor. */
  private Tensor pass(Tensor as, Format format) {
    return pass(arena.take(as.shape(), format, as.room())).of(as.images());
  }

  private Tensor pass(Tensor tensor) {
    passing.add(tensor);
    return tensor;
  }

  /** Memory that a call forward fills for its way back. */
  memory workspace(memory.desc wanted) {
    return natives.keep(new memory(wanted, OneDnn.processor(), arena.bytes(wanted.get_size())));
  }

  /** The values of a tensor in a format: itself, or a copy for the calls of this node. */
  Tensor in(Format format, Tensor tensor) {
    if (tensor.format().equals(format)) {
      return tensor;
    }
    Tensor copy = pass(tensor, format);
    copy(tensor, copy);
    return copy;
  }

  /** Has a tensor filled by {@code filling} in a format: itself, or one that is copied to it. */
  void out(Format format, Tensor tensor, Consumer<Tensor> filling) {
    if (tensor.format().equals(format)) {
      filling.accept(tensor);
      return;
    }
    Tensor draft = pass(tensor, format);
    filling.accept(draft);
    copy(draft, tensor);
  }

  /** Adds two ways, of which each run takes the first where {@code condition} holds. */
  void either(BooleanSupplier condition, Runnable first, Runnable second) {
    List<Supplier<Runnable>> yes = collected(first);
    List<Supplier<Runnable>> no = collected(second);
    String name = node;
    drafts.add(
        () -> {
          List<Runnable> then = yes.stream().map(Supplier::get).toList();
          List<Runnable> otherwise = no.stream().map(Supplier::get).toList();
          return new Work(
              name + " by choice", () -> run(condition.getAsBoolean() ? then : otherwise));
        });
  }

  private List<Supplier<Runnable>> collected(Runnable collection) {
    List<Supplier<Runnable>> outer = drafts;
    drafts = new ArrayList<>();
    collection.run();
    List<Supplier<Runnable>> inner = drafts;
    drafts = outer;
    return inner;
  }

  Arena arena() {
    return arena;
  }

  Natives natives() {
    return natives;
  }

  /** Attributes of a primitive that works on this program's scratchpad. */
  static primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(dnnl_scratchpad_mode_user);
    return attributes;
  }

  /** Adds the call of a primitive. */
  void call(primitive_desc_base description, primitive operation, Arguments arguments) {
    String implementation = description.impl_info_str().getString();
    kernels.add(new Kernel(node, implementation));
    memory.desc wanted = description.scratchpad_desc();
    long bytes = wanted.get_size();
    scratch = Math.max(scratch, bytes);
    natives.keep(operation);
    natives.keep(wanted);
    arguments.memories().values().forEach(natives::keep);
    String name = node;
    drafts.add(
        () -> bound(name + " " + implementation, operation, arguments.memories(), wanted, bytes));
  }

  /**
   * Adds a product of each position's channels with a matrix: a convolution of 1x1.
   *
   * @param kernel gives the matrix, outputs x inputs, in the form that is asked for
   */
  void product(memory source, memory result, Function<memory.desc, memory> kernel) {
    long[] extents = {
      result.get_desc().data().dims().get(1), source.get_desc().data().dims().get(1)
    };
    long[] none = {0, 0};
    convolution_forward.primitive_desc description =
        new convolution_forward.primitive_desc(
            new convolution_forward.desc(
                dnnl_forward_training,
                dnnl_convolution_direct,
                source.get_desc(),
                new memory.desc(
                    new long[] {extents[0], extents[1], 1, 1},
                    source.get_desc().data_type(),
                    format_tag.any),
                result.get_desc(),
                new long[] {1, 1},
                none,
                none),
            attributes(),
            OneDnn.processor(),
            false);
    call(
        description,
        new convolution_forward(description),
        new Arguments()
            .with(DNNL_ARG_SRC, source)
            .with(DNNL_ARG_WEIGHTS, kernel.apply(description.weights_desc()))
            .with(DNNL_ARG_DST, result));
  }

  /** Adds work on the heap. */
  void host(Runnable work) {
    Work labelled = new Work(node + " on the heap", work);
    drafts.add(() -> labelled);
  }

  /** Adds a copy between two tensors of one shape, whatever their formats. */
  void copy(Tensor from, Tensor to) {
    if (from.format().equals(to.format())) {
      long bytes = from.images() * from.format().bytes(from.shape());
      host(() -> BytePointer.memcpy(to.data(), from.data(), bytes));
      return;
    }
    copy(from.memory(), to.memory());
  }

  /** Adds a copy between two places in memory, whatever their forms. */
  void copy(memory from, memory to) {
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            OneDnn.processor(),
            from.get_desc(),
            OneDnn.processor(),
            to.get_desc(),
            attributes(),
            false);
    call(
        description,
        new reorder(description),
        new Arguments().with(DNNL_ARG_FROM, from).with(DNNL_ARG_TO, to));
  }

  /** Binds what was collected. */
  void finish() {
    if (scratch > 0) {
      scratchpad = arena.bytes(scratch);
    }
    calls = drafts.stream().map(Supplier::get).toList();
    drafts.clear();
  }

  private Runnable bound(
      String name,
      primitive operation,
      Map<Integer, memory> memories,
      memory.desc wanted,
      long bytes) {
    int count = memories.size() + (bytes > 0 ? 1 : 0);
    dnnl_exec_arg_t arguments = natives.keep(new dnnl_exec_arg_t(count));
    int i = 0;
    for (Map.Entry<Integer, memory> entry : memories.entrySet()) {
      arguments.position(i++).arg(entry.getKey()).memory(entry.getValue().get());
    }
    if (bytes > 0) {
      memory room = natives.keep(new memory(wanted, OneDnn.processor(), scratchpad));
      arguments.position(i).arg(DNNL_ARG_SCRATCHPAD).memory(room.get());
    }
    arguments.position(0);
    return new Call(name, queue.get(), operation.get(), count, arguments);
  }

  /** Runs all calls. */
  void run() {
    run(calls);
  }

  private static void run(List<Runnable> calls) {
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).run();
    }
  }

  /** What {@link #run} runs, in order. */
  List<Runnable> calls() {
    return calls;
  }

  /** What oneDNN chose, call by call. */
  List<Kernel> kernels() {
    return List.copyOf(kernels);
  }
}
