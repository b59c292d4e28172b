package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import phosphene.network.Dense;
import phosphene.network.Node;
import phosphene.network.Shape;

/**
 * A fully connected layer, one image at a time: a matrix product over a batch would round
 * differently from the products of its images. Both directions read the same weights.
 */
record DensePlan(Node node, Dense layer, Shape in, Setting setting, PackedWeights weights)
    implements LayerPlan {
  @Override
  public Format format() {
    return setting.format().in(Order.CHANNELS_LAST);
  }

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    Tensor input = program.in(format(), inputs.get(0));
    memory bias =
        weights.packed(
            node.name() + " bias",
            () -> weights.weights(node).bias(),
            row(layer.outputs(), data_type.f32),
            row(layer.outputs(), data_type.f32));
    // The kernel lies outputs x inputs; a product with its transposed reads it the other way.
    memory.desc turned =
        new memory.desc(new long[] {in.size(), layer.outputs()}, setting.type(), format_tag.ba);
    for (int image = 0; image < setting.images(); image++) {
      product(
          program,
          input.memory(image, 1),
          in.size(),
          kernel(program, turned),
          output.memory(image, 1),
          layer.outputs(),
          Optional.of(bias));
    }
  }

  @Override
  public void backward(
      Program program,
      List<Tensor> inputs,
      Tensor output,
      Tensor gradient,
      List<Tensor> inputGradients) {
    memory.desc straight =
        new memory.desc(new long[] {layer.outputs(), in.size()}, setting.type(), format_tag.ab);
    program.out(
        format(),
        inputGradients.get(0),
        inputGradient -> {
          for (int image = 0; image < setting.images(); image++) {
            product(
                program,
                gradient.memory(image, 1),
                layer.outputs(),
                kernel(program, straight),
                inputGradient.memory(image, 1),
                in.size(),
                Optional.empty());
          }
        });
  }

  private memory.desc row(int length, data_type type) {
    return new memory.desc(new long[] {1, length}, type, format_tag.ab);
  }

  /** The weights, looked at as a matrix. */
  private memory kernel(Program program, memory.desc as) {
    long[] dims = {layer.outputs(), in.channels(), in.height(), in.width()};
    memory whole =
        weights.packed(
            node.name() + " dense",
            () -> weights.weights(node).kernel(),
            new memory.desc(dims, data_type.f32, format_tag.oihw),
            new memory.desc(dims, setting.type(), format_tag.ohwi));
    program.natives().keep(whole); // as long as its values are read
    return new memory(as, OneDnn.processor(), whole.get_data_handle());
  }

  private void product(
      Program program,
      memory left,
      int inputs,
      memory kernel,
      memory result,
      int outputs,
      Optional<memory> bias) {
    memory.desc from = row(inputs, setting.type());
    memory.desc to = row(outputs, setting.type());
    matmul.desc product =
        bias.map(some -> new matmul.desc(from, kernel.get_desc(), some.get_desc(), to))
            .orElseGet(() -> new matmul.desc(from, kernel.get_desc(), to));
    matmul.primitive_desc description =
        new matmul.primitive_desc(product, Program.attributes(), OneDnn.processor(), false);
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, as(from, left))
            .with(DNNL_ARG_WEIGHTS, kernel)
            .with(DNNL_ARG_DST, as(to, result));
    bias.ifPresent(some -> arguments.with(DNNL_ARG_BIAS, some));
    program.call(description, new matmul(description), arguments);
  }

  private static memory as(memory.desc form, memory some) {
    return new memory(form, OneDnn.processor(), some.get_data_handle());
  }
}
