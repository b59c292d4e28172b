package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import phosphene.network.Extent;
import phosphene.network.Node;
import phosphene.network.Padding;
import phosphene.network.Shape;
import phosphene.network.TransposedConvolution;
import phosphene.network.Window;

/**
 * The adjoint of a convolution that reads the output: forward it is that convolution's way back,
 * and back that convolution.
 */
record TransposedPlan(
    Node node, TransposedConvolution layer, Setting setting, PackedWeights weights)
    implements LayerPlan {
  /** True if a convolution's windows cover the output as far as they fit. */
  static boolean fits(TransposedConvolution layer) {
    Extent more = layer.more();
    return more.rows() < layer.window().strideY() && more.columns() < layer.window().strideX();
  }

  @Override
  public Format format() {
    return setting.format().in(Order.CHANNELS_LAST);
  }

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    Tensor input = program.in(format(), inputs.get(0));
    Window window = layer.window();
    convolution_backward_data.primitive_desc description =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                dnnl_convolution_direct,
                output.desc(),
                anyKernel(input.shape()),
                input.desc(),
                Dims.stride(window),
                Dims.dilation(window),
                before(),
                after()),
            Program.attributes(),
            OneDnn.processor(),
            convolution(output, input),
            false);
    program.call(
        description,
        new convolution_backward_data(description),
        new Arguments()
            .with(DNNL_ARG_DIFF_DST, input.memory())
            .with(DNNL_ARG_WEIGHTS, kernel("forward", input.shape(), description.weights_desc()))
            .with(DNNL_ARG_DIFF_SRC, output.memory()));
    memory bias =
        weights.vector(node.name() + " bias", () -> weights.weights(node).bias(), layer.filters());
    PerChannel.binary(program, dnnl_binary_add, output, bias, output, 0, output.images());
  }

  /** The convolution of the output that gives the input. */
  private convolution_forward.primitive_desc convolution(Tensor output, Tensor input) {
    Window window = layer.window();
    return new convolution_forward.primitive_desc(
        new convolution_forward.desc(
            dnnl_forward_training,
            dnnl_convolution_direct,
            output.desc(),
            anyKernel(input.shape()),
            input.desc(),
            Dims.stride(window),
            Dims.dilation(window),
            before(),
            after()),
        Program.attributes(),
        OneDnn.processor(),
        false);
  }

  private long[] before() {
    Padding cut = layer.window().padding();
    return new long[] {cut.top(), cut.left()};
  }

  private long[] after() {
    Padding cut = layer.window().padding();
    return new long[] {cut.bottom(), cut.right()};
  }

  @Override
  public void backward(
      Program program,
      List<Tensor> inputs,
      Tensor output,
      Tensor gradient,
      List<Tensor> inputGradients) {
    program.out(
        format(),
        inputGradients.get(0),
        inputGradient -> {
          convolution_forward.primitive_desc description = convolution(gradient, inputGradient);
          program.call(
              description,
              new convolution_forward(description),
              new Arguments()
                  .with(DNNL_ARG_SRC, gradient.memory())
                  .with(
                      DNNL_ARG_WEIGHTS,
                      kernel("backward", inputGradient.shape(), description.weights_desc()))
                  .with(DNNL_ARG_DST, inputGradient.memory()));
        });
  }

  private memory.desc anyKernel(Shape in) {
    return new memory.desc(dims(in), setting.type(), format_tag.any);
  }

  /** The convolution's kernel: groups, its filters, its channels, rows, columns. */
  private long[] dims(Shape in) {
    Window window = layer.window();
    int groups = layer.groups();
    long filters = in.channels() / groups;
    long channels = layer.filters() / groups;
    return groups == 1
        ? new long[] {filters, channels, window.height(), window.width()}
        : new long[] {groups, filters, channels, window.height(), window.width()};
  }

  /** The layer's kernel lies with its own filters, the convolution's channels, outside. */
  private memory kernel(String direction, Shape in, memory.desc wanted) {
    Window window = layer.window();
    long filters = in.channels() / layer.groups();
    long channels = layer.filters() / layer.groups();
    long area = (long) window.height() * window.width();
    long[] strides =
        layer.groups() == 1
            ? new long[] {area, filters * area, window.width(), 1}
            : new long[] {channels * filters * area, area, filters * area, window.width(), 1};
    return weights.packed(
        node.name() + " " + direction,
        () -> weights.weights(node).kernel(),
        new memory.desc(dims(in), data_type.f32, strides),
        wanted);
  }
}
