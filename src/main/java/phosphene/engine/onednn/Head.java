package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import phosphene.engine.host.HostArrays;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Weights;

/**
 * A convolution of which each image of a batch wants one filter only. A filter of {@code k}
 * positions is a product of each pixel's channels with {@code k} vectors, which is a convolution of
 * 1x1, and a sum over shifted maps; both its directions are as cheap as that.
 *
 * <p>The gradient of a mean before the nonlinearity is the same in each step, and so is what goes
 * back from it: it is computed when it changes.
 */
final class Head {
  private final Node node;
  private final String input;
  private final Tensor values;
  private final Tensor kept;
  private final HostArrays arrays;
  private final List<SingleFilter> filters = new ArrayList<>();

  /**
   * The head of a node.
   *
   * @param values of the node's input
   * @param arena for the gradient by them
   * @param arrays for the kernel's positions
   */
  Head(Node node, Tensor values, Arena arena, HostArrays arrays) {
    this.node = node;
    this.input = node.inputs().get(0);
    this.values = values;
    this.arrays = arrays;
    this.kept = arena.keep(values.shape(), values.format());
  }

  String name() {
    return node.name();
  }

  /** Adds an image that wants {@code channel}. */
  SingleFilter add(int image, int channel) {
    SingleFilter filter = new SingleFilter(node, values.shape(), image, channel);
    filters.add(filter);
    return filter;
  }

  void forward(Program program, PackedWeights weights) {
    program.serve(name());
    for (SingleFilter filter : filters) {
      Weights all = weights.weights(node);
      filter.load(all);
      Shape maps = new Shape(filter.positions(), values.shape().height(), values.shape().width());
      Tensor result = alone(program, maps, new Format(values.format().order(), data_type.f32));
      program.product(
          values.memory(filter.image(), 1),
          result.memory(),
          wanted -> packed(filter.vectors(), values.shape().channels(), wanted));
      program.host(filter.forward(result, arrays));
    }
    program.serve("");
  }

  void backward(Program program, Gradients gradients, BooleanSupplier redirected) {
    for (SingleFilter filter : filters) {
      Shape maps = new Shape(filter.positions(), values.shape().height(), values.shape().width());
      program.host(() -> filter.settle(redirected.getAsBoolean()));
      program.either(
          filter::changed,
          () -> {
            Tensor spread =
                alone(program, maps, new Format(values.format().order(), data_type.f32));
            program.host(filter.backward(spread, arrays));
            Tensor typed = program.in(values.format(), spread);
            Tensor part = part(filter.image());
            program.product(
                typed.memory(),
                part.memory(),
                wanted -> packed(filter.turned(), maps.channels(), wanted));
          },
          () -> {});
    }
    program.copy(kept, gradients.open(input, values));
    gradients.close(program);
  }

  /** One image of the gradient. */
  private Tensor part(int image) {
    return new Tensor(
        kept.shape(),
        1,
        1,
        kept.format(),
        kept.data().getPointer(image * kept.format().bytes(kept.shape())));
  }

  /** A tensor of one image, zero. */
  private static Tensor alone(Program program, Shape shape, Format format) {
    return program.arena().keep(shape, 1, format, 1);
  }

  /** Packs a matrix, outputs x inputs, for one session. */
  private static memory packed(float[] matrix, long inputs, memory.desc wanted) {
    long[] dims = {matrix.length / inputs, inputs, 1, 1};
    return PackedWeights.pack(
        matrix, new memory.desc(dims, data_type.f32, format_tag.oihw), wanted);
  }
}
