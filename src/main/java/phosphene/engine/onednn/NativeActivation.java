package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_clip_v2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_clip_v2_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_erf;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_tanh;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_hardswish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_swish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh_use_dst_for_bwd;

import java.util.Optional;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.LeakyRelu;

/**
 * A nonlinearity that oneDNN has.
 *
 * @param algorithm oneDNN's number of the function
 * @param backward its number in the backward pass
 * @param alpha the function's first parameter
 * @param beta the second
 * @param by what the derivative is a function of
 */
record NativeActivation(int algorithm, int backward, float alpha, float beta, By by) {
  /** max(0, x). */
  static final NativeActivation RELU =
      byValue(dnnl_eltwise_relu, dnnl_eltwise_relu_use_dst_for_bwd, 0, 0);

  /** What the backward pass reads. */
  enum By {
    /** The function's value: what was before it need not be kept. */
    VALUE,
    INPUT
  }

  /** The one place that knows which functions oneDNN has; empty for the others. */
  static Optional<NativeActivation> of(Activation activation) {
    if (activation instanceof Clip clip) {
      return Optional.of(
          byValue(
              dnnl_eltwise_clip_v2,
              dnnl_eltwise_clip_v2_use_dst_for_bwd,
              (float) clip.min(),
              (float) clip.max()));
    }
    if (activation instanceof LeakyRelu leaky && leaky.alpha() >= 0) {
      return Optional.of(
          byValue(dnnl_eltwise_relu, dnnl_eltwise_relu_use_dst_for_bwd, (float) leaky.alpha(), 0));
    }
    return activation instanceof Elementary elementary ? of(elementary) : Optional.empty();
  }

  private static Optional<NativeActivation> of(Elementary elementary) {
    return Optional.ofNullable(
        switch (elementary) {
          case RELU -> RELU;
          case SIGMOID ->
              byValue(dnnl_eltwise_logistic, dnnl_eltwise_logistic_use_dst_for_bwd, 0, 0);
          case TANH -> byValue(dnnl_eltwise_tanh, dnnl_eltwise_tanh_use_dst_for_bwd, 0, 0);
          case SILU -> byInput(dnnl_eltwise_swish, 1);
          case HARD_SWISH -> byInput(dnnl_eltwise_hardswish, 0);
          case GELU -> byInput(dnnl_eltwise_gelu_erf, 0);
          case GELU_TANH -> byInput(dnnl_eltwise_gelu_tanh, 0);
          default -> null;
        });
  }

  private static NativeActivation byValue(int algorithm, int backward, float alpha, float beta) {
    return new NativeActivation(algorithm, backward, alpha, beta, By.VALUE);
  }

  private static NativeActivation byInput(int algorithm, float alpha) {
    return new NativeActivation(algorithm, algorithm, alpha, 0, By.INPUT);
  }
}
