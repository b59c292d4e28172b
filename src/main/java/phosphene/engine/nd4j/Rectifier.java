package phosphene.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.engine.ReluRule;

/**
 * max(0, x). The mask is the sign of the rectified value: two vectorized passes, which take less
 * than half the time of ND4J's {@code relu_bp}.
 */
final class Rectifier extends Nonlinearity {
  private final INDArray gradient;
  private final NativeOp forward;
  private final Sign sign;
  private final NativeOp masked;

  /** Works with {@code mask}, which is of the same size. */
  Rectifier(INDArray raw, INDArray value, INDArray gradient, INDArray mask) {
    super(value);
    this.gradient = gradient;
    this.forward = NativeOp.of("relu").reals(0).in(raw).out(value);
    this.sign = new Sign(value, mask);
    this.masked = NativeOp.of("multiply").in(gradient, mask).out(gradient);
  }

  @Override
  void forward() {
    forward.run();
  }

  @Override
  void backward(ReluRule rule) {
    if (rule == ReluRule.REDIRECTED) {
      redirected();
      return;
    }
    Nd4j.getExecutioner().exec(sign);
    masked.run();
  }

  private void redirected() {
    float[] values = new float[(int) value().length()];
    float[] gradients = new float[values.length];
    HostTransfer.copy(value(), values);
    HostTransfer.copy(gradient, gradients);
    int size = values.length / (int) value().size(0);
    for (int start = 0; start < values.length; start += size) {
      redirect(values, gradients, start, start + size);
    }
    HostTransfer.copy(gradients, gradient);
  }

  private static void redirect(float[] values, float[] gradients, int start, int end) {
    boolean blocked = true;
    for (int i = start; i < end && blocked; i++) {
      blocked = values[i] <= 0 || gradients[i] == 0;
    }
    for (int i = start; i < end; i++) {
      if (blocked ? gradients[i] < 0 : values[i] <= 0) {
        gradients[i] = 0;
      }
    }
  }

  @Override
  public void close() {
    forward.close();
    masked.close();
  }
}
