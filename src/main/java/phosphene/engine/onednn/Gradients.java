package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import phosphene.network.Architecture;

/**
 * The gradients by the nodes' values, each for as long as it is wanted: its first reader writes it,
 * the others write beside it and add that.
 */
final class Gradients {
  private final Arena arena;
  private final Map<String, Tensor> known = new HashMap<>();
  private final List<Draft> drafts = new ArrayList<>();

  /** What was written beside a gradient that has another reader. */
  private record Draft(Tensor sum, Tensor part) {}

  /** A node's gradient while more is added to it. */
  static final class Sum {
    private final Tensor tensor;
    private boolean written;

    private Sum(Tensor tensor, boolean written) {
      this.tensor = tensor;
      this.written = written;
    }

    Tensor tensor() {
      return tensor;
    }

    /** Adds what an objective added. */
    void add(Program program, Tapped tap) {
      if (!written) {
        program.copy(tap.gradient(), tensor);
        written = true;
        return;
      }
      program.either(
          tap::touched,
          () -> Gradients.add(program, tensor, program.in(tensor.format(), tap.gradient())),
          () -> {});
    }

    /** Makes the gradient zero if nothing has written it. */
    void settle(Program program) {
      if (!written) {
        program.host(tensor::zero);
        written = true;
      }
    }
  }

  Gradients(Arena arena) {
    this.arena = arena;
  }

  /** The gradient by a node's {@code value}: the sum of what its readers wrote. */
  Sum of(String node, Tensor value) {
    boolean written = known.containsKey(node);
    Tensor tensor =
        known.computeIfAbsent(
            node, none -> arena.take(value.shape(), value.format(), value.room()));
    return new Sum(tensor, written);
  }

  /** The tensor to be overwritten with the gradient by a node's {@code value}. */
  Tensor open(String node, Tensor value) {
    Tensor written = arena.take(value.shape(), value.format(), value.room());
    Tensor before = known.putIfAbsent(node, written);
    if (before != null) {
      drafts.add(new Draft(before, written));
    }
    return written;
  }

  /** Adds what was written beside gradients to them. */
  void close(Program program) {
    for (Draft draft : drafts) {
      add(program, draft.sum, draft.part);
      arena.give(draft.part);
    }
    drafts.clear();
  }

  private static void add(Program program, Tensor sum, Tensor more) {
    memory whole = sum.memory();
    MergePlans.binary(program, dnnl_binary_add, whole, more.memory(), whole);
  }

  /** Ends the use of a node's gradient. */
  void forget(String node) {
    arena.give(Tables.known(known, node));
    known.remove(node);
  }

  /** The gradient by the network's input, which is kept. */
  Tensor last(Program program, Tensor input) {
    Sum sum = of(Architecture.INPUT, input);
    sum.settle(program);
    return sum.tensor();
  }
}
