package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lrn_across_channels;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.lrn_backward;
import org.bytedeco.dnnl.lrn_forward;
import org.bytedeco.dnnl.memory;
import phosphene.network.LocalResponseNorm;

/** Local response normalization across channels. */
final class LocalResponsePlan implements LayerPlan {
  private final LocalResponseNorm layer;
  private final Format format;
  private Optional<memory> workspace = Optional.empty();

  LocalResponsePlan(LocalResponseNorm layer, Format format) {
    this.layer = layer;
    this.format = format;
  }

  @Override
  public Format format() {
    return format;
  }

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    Tensor input = program.in(format, inputs.get(0));
    lrn_forward.primitive_desc description = description(input);
    Arguments arguments =
        new Arguments().with(DNNL_ARG_SRC, input.memory()).with(DNNL_ARG_DST, output.memory());
    memory.desc wanted = description.workspace_desc();
    if (wanted.get_size() > 0) {
      memory kept = program.workspace(wanted);
      workspace = Optional.of(kept);
      arguments.with(DNNL_ARG_WORKSPACE, kept);
    }
    program.call(description, new lrn_forward(description), arguments);
  }

  private lrn_forward.primitive_desc description(Tensor at) {
    return new lrn_forward.primitive_desc(
        new lrn_forward.desc(
            dnnl_forward_training,
            dnnl_lrn_across_channels,
            at.desc(),
            layer.size(),
            (float) layer.alpha(), // oneDNN divides it by the size itself
            (float) layer.beta(),
            (float) layer.k()),
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
    Tensor input = program.in(format, inputs.get(0));
    program.out(
        format,
        inputGradients.get(0),
        inputGradient -> backward(program, input, gradient, inputGradient));
  }

  private void backward(Program program, Tensor input, Tensor gradient, Tensor inputGradient) {
    lrn_backward.primitive_desc description =
        new lrn_backward.primitive_desc(
            new lrn_backward.desc(
                dnnl_lrn_across_channels,
                input.desc(),
                gradient.desc(),
                layer.size(),
                (float) layer.alpha(),
                (float) layer.beta(),
                (float) layer.k()),
            Program.attributes(),
            OneDnn.processor(),
            description(input),
            false);
    Arguments arguments =
        new Arguments()
            .with(DNNL_ARG_SRC, input.memory())
            .with(DNNL_ARG_DIFF_DST, gradient.memory())
            .with(DNNL_ARG_DIFF_SRC, inputGradient.memory());
    workspace.ifPresent(kept -> arguments.with(DNNL_ARG_WORKSPACE, kept));
    program.call(description, new lrn_backward(description), arguments);
  }
}
