package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_include_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import phosphene.network.AveragePool;
import phosphene.network.AveragePool.Divisor;
import phosphene.network.Extent;
import phosphene.network.MaxPool;
import phosphene.network.Shape;
import phosphene.network.Window;

/** Pooling. A maximum keeps where it was found, so that its gradient needs no second search. */
final class PoolPlan implements LayerPlan {
  private final int algorithm;
  private final Window window;
  private final Shape in;
  private final Format format;
  private Optional<memory> workspace = Optional.empty();

  private PoolPlan(int algorithm, Window window, Shape in, Format format) {
    this.algorithm = algorithm;
    this.window = window;
    this.in = in;
    this.format = format;
  }

  /** The maximum of each window; empty if oneDNN cannot place the windows. */
  static Optional<LayerPlan> of(MaxPool layer, Shape in, Format format) {
    return placed(dnnl_pooling_max, layer.window(), in, format);
  }

  /** The mean of each window; empty if oneDNN cannot place the windows or divides otherwise. */
  static Optional<LayerPlan> of(AveragePool layer, Shape in, Format format) {
    if (layer.divisor() == Divisor.VALID) {
      return placed(dnnl_pooling_avg_exclude_padding, layer.window(), in, format);
    }
    // What ceil mode adds beyond the padding does not count; oneDNN would count it.
    return layer.window().rounding() == Window.Rounding.FLOOR
        ? placed(dnnl_pooling_avg_include_padding, layer.window(), in, format)
        : Optional.empty();
  }

  /** The mean of each channel. */
  static LayerPlan global(Shape in, Format format) {
    Window window = new Window(in.height(), in.width(), 1, 1, 0, 0, Window.Rounding.FLOOR);
    return new PoolPlan(dnnl_pooling_avg_exclude_padding, window, in, format);
  }

  /** Adds a call that sums each channel's values. */
  static void sum(Program program, Tensor values, Tensor sums) {
    Shape in = values.shape();
    long[] whole = {in.height(), in.width()};
    long[] none = {0, 0};
    post_ops times = new post_ops();
    times.append_eltwise(1, dnnl_eltwise_linear, in.area(), 0);
    primitive_attr attributes = Program.attributes();
    attributes.set_post_ops(times);
    pooling_forward.primitive_desc description =
        new pooling_forward.primitive_desc(
            new pooling_forward.desc(
                dnnl_forward_inference,
                dnnl_pooling_avg_exclude_padding,
                values.desc(),
                sums.desc(),
                whole,
                whole,
                none,
                none),
            attributes,
            OneDnn.processor(),
            false);
    program.call(
        description,
        new pooling_forward(description),
        new Arguments().with(DNNL_ARG_SRC, values.memory()).with(DNNL_ARG_DST, sums.memory()));
  }

  private static Optional<LayerPlan> placed(int algorithm, Window window, Shape in, Format format) {
    boolean within =
        window.top(in.height()) < window.height()
            && window.left(in.width()) < window.width()
            && window.bottom(in.height()) < window.height()
            && window.right(in.width()) < window.width();
    return within && window.dilation().equals(Extent.ONE)
        ? Optional.of(new PoolPlan(algorithm, window, in, format))
        : Optional.empty();
  }

  @Override
  public Format format() {
    return format;
  }

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    Tensor input = program.in(format, inputs.get(0));
    pooling_forward.primitive_desc description = description(input, output);
    Arguments arguments =
        new Arguments().with(DNNL_ARG_SRC, input.memory()).with(DNNL_ARG_DST, output.memory());
    if (algorithm == dnnl_pooling_max) {
      memory found = program.workspace(description.workspace_desc());
      workspace = Optional.of(found);
      arguments.with(DNNL_ARG_WORKSPACE, found);
    }
    program.call(description, new pooling_forward(description), arguments);
  }

  private pooling_forward.primitive_desc description(Tensor input, Tensor output) {
    return new pooling_forward.primitive_desc(
        new pooling_forward.desc(
            dnnl_forward_training,
            algorithm,
            input.desc(),
            output.desc(),
            Dims.stride(window),
            Dims.kernel(window),
            Dims.before(window, in),
            Dims.after(window, in)),
        Program.attributes(),
        OneDnn.processor(),
        false);
  }

  @Override
  public void backward(
      Program program,
      List<Tensor> inputs,
      Tensor output,
      Tensor gradient,
      List<Tensor> inputGradients) {
    program.out(
        format, inputGradients.get(0), inputGradient -> backward(program, gradient, inputGradient));
  }

  private void backward(Program program, Tensor gradient, Tensor inputGradient) {
    pooling_backward.primitive_desc description =
        new pooling_backward.primitive_desc(
            new pooling_backward.desc(
                algorithm,
                inputGradient.desc(),
                gradient.desc(),
                Dims.stride(window),
                Dims.kernel(window),
                Dims.before(window, in),
                Dims.after(window, in)),
            Program.attributes(),
            OneDnn.processor(),
            description(inputGradient, gradient),
            false);
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_DIFF_DST, gradient.memory())
            .with(DNNL_ARG_DIFF_SRC, inputGradient.memory());
    workspace.ifPresent(found -> arguments.with(DNNL_ARG_WORKSPACE, found));
    program.call(description, new pooling_backward(description), arguments);
  }
}
