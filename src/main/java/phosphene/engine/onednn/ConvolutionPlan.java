package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Window;

/** A convolution with its bias, and with a nonlinearity that the kernel applies as it writes. */
final class ConvolutionPlan implements LayerPlan {
  private final Node node;
  private final Convolution layer;
  private final Shape in;
  private final Setting setting;
  private final PackedWeights weights;
  private final Optional<NativeActivation> ending;
  private final Way way;

  /**
   * Plans a convolution.
   *
   * @param layer as which the node is computed
   * @param ending applied to each output value
   */
  ConvolutionPlan(
      Node node,
      Convolution layer,
      Shape in,
      Setting setting,
      PackedWeights weights,
      Optional<NativeActivation> ending) {
    this.node = node;
    this.layer = layer;
    this.in = in;
    this.setting = setting;
    this.weights = weights;
    this.ending = ending;
    this.way = Way.of(layer, in, setting);
  }

  @Override
  public Format format() {
    return setting.format().in(way.order());
  }

  /** How a kernel wants its input: the few channels of a picture plane by plane. */
  private Format source() {
    boolean few = in.channels() < Order.FEW && way.order() != Order.CHANNELS_LAST;
    return few ? format().in(Order.PLANES) : format();
  }

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    Tensor input = program.in(source(), inputs.get(0));
    int images = way.images(setting.images());
    primitive_attr attributes = Program.attributes();
    ending.ifPresent(
        activation -> {
          post_ops after = new post_ops();
          after.append_eltwise(1, activation.algorithm(), activation.alpha(), activation.beta());
          attributes.set_post_ops(after);
        });
    convolution_forward.primitive_desc description =
        new convolution_forward.primitive_desc(
            descriptor(images, input.format(), output.format()),
            attributes,
            OneDnn.processor(),
            false);
    memory kernel = kernel("forward", description.weights_desc());
    memory bias =
        weights.vector(node.name() + " bias", () -> weights.weights(node).bias(), layer.filters());
    convolution_forward primitive = new convolution_forward(description);
    for (int first = 0; first < setting.images(); first += images) {
      program.call(
          description,
          primitive,
          new Arguments()
              .with(DNNL_ARG_SRC, input.memory(first, images))
              .with(DNNL_ARG_WEIGHTS, kernel)
              .with(DNNL_ARG_BIAS, bias)
              .with(DNNL_ARG_DST, output.memory(first, images)));
    }
  }

  @Override
  public void backward(
      Program program,
      List<Tensor> inputs,
      Tensor output,
      Tensor gradient,
      List<Tensor> inputGradients) {
    Tensor target = inputGradients.get(0);
    switch (way.back()) {
      case DATA ->
          program.out(format(), target, inputGradient -> data(program, gradient, inputGradient));
      case TURNED ->
          program.out(format(), target, inputGradient -> turned(program, gradient, inputGradient));
      case SPREAD ->
          program.out(
              Format.PLAIN, target, inputGradient -> spread(program, gradient, inputGradient));
    }
  }

  /** A forward convolution with the turned kernel. */
  private void turned(Program program, Tensor gradient, Tensor inputGradient) {
    Window window = layer.window();
    Shape out = gradient.shape();
    long[] before = {
      window.tall() - 1L - window.top(in.height()), window.wide() - 1L - window.left(in.width())
    };
    long[] after = {
      in.height() - out.height() + window.tall() - 1L - before[0],
      in.width() - out.width() + window.wide() - 1L - before[1]
    };
    long[] dims = {in.channels(), layer.filters(), window.height(), window.width()};
    convolution_forward.primitive_desc description =
        new convolution_forward.primitive_desc(
            new convolution_forward.desc(
                dnnl_forward_training,
                way.algorithm(),
                gradient.desc(),
                new memory.desc(dims, setting.type(), format_tag.any),
                inputGradient.desc(),
                Dims.stride(window),
                Dims.dilation(window),
                before,
                after),
            Program.attributes(),
            OneDnn.processor(),
            false);
    memory kernel =
        weights.packed(
            node.name() + " turned",
            () -> Kernels.turned(weights.weights(node).kernel(), dims),
            new memory.desc(dims, data_type.f32, format_tag.oihw),
            description.weights_desc());
    program.call(
        description,
        new convolution_forward(description),
        new Arguments()
            .with(DNNL_ARG_SRC, gradient.memory())
            .with(DNNL_ARG_WEIGHTS, kernel)
            .with(DNNL_ARG_DST, inputGradient.memory()));
  }

  /** A product for each position of the kernel, summed on the heap, image by image. */
  private void spread(Program program, Tensor gradient, Tensor inputGradient) {
    Spread spread = new Spread(layer.window(), in, gradient.shape());
    Tensor maps = program.pass(spread.maps(), new Format(gradient.format().order(), data_type.f32));
    long[] dims = {spread.maps().channels(), layer.filters(), 1, 1};
    for (int image = 0; image < setting.images(); image++) {
      program.product(
          gradient.memory(image, 1),
          maps.memory(0, 1),
          wanted ->
              weights.packed(
                  node.name() + " spread",
                  () -> Kernels.spread(weights.weights(node).kernel(), layer.filters(), in),
                  new memory.desc(dims, data_type.f32, format_tag.oihw),
                  wanted));
      program.host(spread.sum(maps, inputGradient.values(image)));
    }
  }

  private void data(Program program, Tensor gradient, Tensor inputGradient) {
    int images = way.images(setting.images());
    convolution_forward.primitive_desc hint =
        new convolution_forward.primitive_desc(
            descriptor(images, inputGradient.format(), gradient.format()),
            Program.attributes(),
            OneDnn.processor(),
            false);
    Window window = layer.window();
    convolution_backward_data.primitive_desc description =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                way.algorithm(),
                inputGradient.format().desc(images, in),
                anyKernel(),
                gradient.format().desc(images, gradient.shape()),
                Dims.stride(window),
                Dims.dilation(window),
                Dims.before(window, in),
                Dims.after(window, in)),
            Program.attributes(),
            OneDnn.processor(),
            hint,
            false);
    memory kernel = kernel("backward", description.weights_desc());
    convolution_backward_data primitive = new convolution_backward_data(description);
    for (int first = 0; first < setting.images(); first += images) {
      program.call(
          description,
          primitive,
          new Arguments()
              .with(DNNL_ARG_DIFF_DST, gradient.memory(first, images))
              .with(DNNL_ARG_WEIGHTS, kernel)
              .with(DNNL_ARG_DIFF_SRC, inputGradient.memory(first, images)));
    }
  }

  private convolution_forward.desc descriptor(int images, Format source, Format result) {
    Window window = layer.window();
    return new convolution_forward.desc(
        dnnl_forward_training,
        way.algorithm(),
        source.desc(images, in),
        anyKernel(),
        new memory.desc(new long[] {layer.filters()}, data_type.f32, format_tag.x),
        result.desc(images, layer.output(List.of(in))),
        Dims.stride(window),
        Dims.dilation(window),
        Dims.before(window, in),
        Dims.after(window, in));
  }

  private memory.desc anyKernel() {
    return new memory.desc(kernelDims(), setting.type(), format_tag.any);
  }

  private long[] kernelDims() {
    Window window = layer.window();
    int groups = layer.groups();
    int channels = in.channels() / groups;
    int filters = layer.filters() / groups;
    return groups == 1
        ? new long[] {filters, channels, window.height(), window.width()}
        : new long[] {groups, filters, channels, window.height(), window.width()};
  }

  private memory kernel(String direction, memory.desc wanted) {
    format_tag tag = layer.groups() == 1 ? format_tag.oihw : format_tag.goihw;
    return weights.packed(
        node.name() + " " + direction,
        () -> weights.weights(node).kernel(),
        new memory.desc(kernelDims(), data_type.f32, tag),
        wanted);
  }
}
