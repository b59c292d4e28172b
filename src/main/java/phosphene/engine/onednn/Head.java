package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
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
  private final List<SingleFilter> filters = new ArrayList<>();

  /**
   * The head of a node.
   *
   * @param values of the node's input
   * @param arena for the gradient by them
   */
  Head(Node node, Tensor values, Arena arena) {
    this.node = node;
    this.input = node.inputs().get(0);
    this.values = values;
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
    for (SingleFilter filter : filters) {
      Weights all = weights.weights(node);
      filter.load(all);
      Shape maps = new Shape(filter.positions(), values.shape().height(), values.shape().width());
      Tensor result = alone(program, maps, new Format(values.format().order(), data_type.f32));
      product(program, values.memory(filter.image(), 1), values.shape(), filter.vectors(), result);
      program.host(filter.forward(result));
    }
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
            program.host(filter.backward(spread));
            Tensor typed = program.in(values.format(), spread);
            Tensor part = part(filter.image());
            product(program, typed.memory(), maps, filter.turned(), part);
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
        kept.format(),
        kept.data().getPointer(image * kept.format().bytes(kept.shape())));
  }

  /** A tensor of one image, zero. */
  private static Tensor alone(Program program, Shape shape, Format format) {
    Tensor all = program.arena().keep(shape, format);
    return new Tensor(shape, 1, format, all.data());
  }

  /** Adds the product of each position's channels with some vectors. */
  private static void product(
      Program program, memory source, Shape in, float[] vectors, Tensor result) {
    data_type type = source.get_desc().data_type();
    long[] dims = {result.shape().channels(), in.channels(), 1, 1};
    long[] none = {0, 0};
    convolution_forward.primitive_desc description =
        new convolution_forward.primitive_desc(
            new convolution_forward.desc(
                dnnl_forward_training,
                dnnl_convolution_direct,
                source.get_desc(),
                new memory.desc(dims, type, format_tag.any),
                result.desc(),
                new long[] {1, 1},
                none,
                none),
            Program.attributes(),
            OneDnn.processor(),
            false);
    memory kernel =
        PackedWeights.pack(
            vectors,
            new memory.desc(dims, data_type.f32, format_tag.oihw),
            description.weights_desc());
    program.call(
        description,
        new convolution_forward(description),
        new Arguments()
            .with(DNNL_ARG_SRC, source)
            .with(DNNL_ARG_WEIGHTS, kernel)
            .with(DNNL_ARG_DST, result.memory()));
  }
}
