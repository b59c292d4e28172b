package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward_data;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_normalization_flags_none;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scaleshift;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.layer_normalization_backward;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import phosphene.network.LayerNormalization;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Weights;

/**
 * The channels of each position, normalized; their moments are kept for the way back. The gradient
 * is multiplied by the factors first: oneDNN 2.5 has no way back through these that leaves out
 * their own gradient.
 */
final class LayerNormPlan implements LayerPlan {
  private final Node node;
  private final float epsilon;
  private final PackedWeights weights;
  private Optional<Moments> moments = Optional.empty();

  /** Of each position. */
  private record Moments(memory means, memory variances) {}

  LayerNormPlan(Node node, LayerNormalization layer, PackedWeights weights) {
    this.node = node;
    this.epsilon = (float) layer.epsilon();
    this.weights = weights;
  }

  @Override
  public Format format() {
    return Format.PLAIN;
  }

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    memory input = rows(program.in(Format.PLAIN, inputs.get(0)));
    layer_normalization_forward.primitive_desc description =
        description(input, dnnl_use_scaleshift);
    Moments kept =
        new Moments(
            program.workspace(description.mean_desc()),
            program.workspace(description.variance_desc()));
    moments = Optional.of(kept);
    program.call(
        description,
        new layer_normalization_forward(description),
        new Arguments()
            .with(DNNL_ARG_SRC, input)
            .with(DNNL_ARG_MEAN, kept.means)
            .with(DNNL_ARG_VARIANCE, kept.variances)
            .with(DNNL_ARG_SCALE_SHIFT, factorsAndOffsets(output.shape().channels()))
            .with(DNNL_ARG_DST, rows(output)));
  }

  private layer_normalization_forward.primitive_desc description(memory input, int flags) {
    return new layer_normalization_forward.primitive_desc(
        new layer_normalization_forward.desc(
            dnnl_forward_training, input.get_desc(), epsilon, flags),
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
    memory input = rows(program.in(Format.PLAIN, inputs.get(0)));
    program.out(
        Format.PLAIN,
        inputGradients.get(0),
        inputGradient -> backward(program, input, gradient, inputGradient));
  }

  private void backward(Program program, memory input, Tensor gradient, Tensor inputGradient) {
    Tensor scaled = program.pass(gradient.shape(), Format.PLAIN);
    PerChannel.binary(
        program, dnnl_binary_mul, gradient, factors(gradient), scaled, 0, gradient.images());
    memory.desc form = input.get_desc();
    layer_normalization_backward.primitive_desc description =
        new layer_normalization_backward.primitive_desc(
            new layer_normalization_backward.desc(
                dnnl_backward_data, form, form, epsilon, dnnl_normalization_flags_none),
            Program.attributes(),
            OneDnn.processor(),
            description(input, dnnl_normalization_flags_none),
            false);
    Moments kept = moments.orElseThrow();
    program.call(
        description,
        new layer_normalization_backward(description),
        new Arguments()
            .with(DNNL_ARG_SRC, input)
            .with(DNNL_ARG_DIFF_DST, rows(scaled))
            .with(DNNL_ARG_MEAN, kept.means)
            .with(DNNL_ARG_VARIANCE, kept.variances)
            .with(DNNL_ARG_DIFF_SRC, rows(inputGradient)));
  }

  private memory factors(Tensor gradient) {
    return weights.vector(
        node.name() + " factors",
        () -> weights.weights(node).kernel(),
        gradient.shape().channels());
  }

  /** A row for each position. */
  private static memory rows(Tensor tensor) {
    Shape shape = tensor.shape();
    long positions = (long) tensor.images() * shape.area();
    memory.desc form =
        new memory.desc(new long[] {positions, shape.channels()}, data_type.f32, format_tag.ab);
    return new memory(form, OneDnn.processor(), tensor.data());
  }

  private memory factorsAndOffsets(int channels) {
    memory.desc form = new memory.desc(new long[] {2, channels}, data_type.f32, format_tag.ab);
    return weights.packed(node.name() + " norm", this::factorsThenOffsets, form, form);
  }

  private float[] factorsThenOffsets() {
    Weights both = weights.weights(node);
    int channels = both.kernel().length;
    float[] joined = Arrays.copyOf(both.kernel(), 2 * channels);
    System.arraycopy(both.bias(), 0, joined, channels, channels);
    return joined;
  }
}
