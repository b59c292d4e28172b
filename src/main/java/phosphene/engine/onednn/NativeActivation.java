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
import org.bytedeco.dnnl.memory.data_type;
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

  /**
   * The one place that knows which functions oneDNN has; empty for the others.
   *
   * @param type of the values
   */
  static Optional<NativeActivation> of(Activation activation, data_type type) {
    if (activation instanceof Clip clip) {
      return Optional.of(
          byValue(
              dnnl_eltwise_clip_v2,
              dnnl_eltwise_clip_v2_use_dst_for_bwd,
              bound(clip.min(), type),
              bound(clip.max(), type)));
    }
    if (activation instanceof LeakyRelu leaky && leaky.alpha() >= 0) {
      return Optional.of(
          byValue(dnnl_eltwise_relu, dnnl_eltwise_relu_use_dst_for_bwd, (float) leaky.alpha(), 0));
    }
    return activation instanceof Elementary elementary ? of(elementary) : Optional.empty();
  }

  /**
   * A bound that values of the type can have: the way back knows what was cut off by its being at
   * the bound.
   */
  private static float bound(double bound, data_type type) {
    float exact = (float) bound;
    if (type != data_type.bf16 || Float.isInfinite(exact)) {
      return exact;
    }
    int bits = Float.floatToRawIntBits(exact);
    int even = bits >>> 16 & 1;
    return Float.intBitsToFloat((bits + 0x7fff + even) & 0xffff0000); // to the nearest
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
