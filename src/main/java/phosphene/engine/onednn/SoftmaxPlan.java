package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.List;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;

/** Exponentials of a position's channels, divided by their sum. */
record SoftmaxPlan(Format format) implements LayerPlan {
  private static final int CHANNELS = 1;

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    softmax_forward.primitive_desc description = description(output);
    program.call(
        description,
        new softmax_forward(description),
        new Arguments()
            .with(DNNL_ARG_SRC, program.in(format, inputs.get(0)).memory())
            .with(DNNL_ARG_DST, output.memory()));
  }

  private static softmax_forward.primitive_desc description(Tensor output) {
    return new softmax_forward.primitive_desc(
        new softmax_forward.desc(dnnl_forward_training, output.desc(), CHANNELS),
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
        format,
        inputGradients.get(0),
        inputGradient -> {
          softmax_backward.primitive_desc description =
              new softmax_backward.primitive_desc(
                  new softmax_backward.desc(inputGradient.desc(), output.desc(), CHANNELS),
                  Program.attributes(),
                  OneDnn.processor(),
                  description(output),
                  false);
          program.call(
              description,
              new softmax_backward(description),
              new Arguments()
                  .with(DNNL_ARG_DST, output.memory())
                  .with(DNNL_ARG_DIFF_DST, gradient.memory())
                  .with(DNNL_ARG_DIFF_SRC, inputGradient.memory()));
        });
  }
}
