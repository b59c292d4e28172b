package phosphene.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.engine.ReluRule;

/**
 * The nonlinearity of a node. The mask is the sign of the rectified value: two vectorized passes,
 * which take less than half the time of ND4J's {@code relu_bp}.
 */
abstract class Rectifier implements AutoCloseable {

  /** No nonlinearity: value and layer output are one array. */
  static Rectifier none(INDArray value) {
    return new Rectifier() {
      @Override
      void forward() {}

      @Override
      void backward(ReluRule rule) {}

      @Override
      INDArray value() {
        return value;
      }

      @Override
      public void close() {}
    };
  }

  /**
   * max(0, x).
   *
   * @param raw what the layer gives
   * @param value what the next layers read; may be {@code raw} itself
   * @param gradient by value on entry of the backward pass, by raw at its end
   * @param mask room of the same size
   */
  static Rectifier relu(INDArray raw, INDArray value, INDArray gradient, INDArray mask) {
    return new Relu(raw, value, gradient, mask);
  }

  abstract void forward();

  abstract void backward(ReluRule rule);

  abstract INDArray value();

  @Override
  public abstract void close();

  private static final class Relu extends Rectifier {
    private final INDArray value;
    private final INDArray gradient;
    private final NativeOp forward;
    private final Sign sign;
    private final NativeOp masked;

    Relu(INDArray raw, INDArray value, INDArray gradient, INDArray mask) {
      this.value = value;
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
      float[] values = new float[(int) value.length()];
      float[] gradients = new float[values.length];
      HostTransfer.copy(value, values);
      HostTransfer.copy(gradient, gradients);
      int size = values.length / (int) value.size(0);
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
    INDArray value() {
      return value;
    }

    @Override
    public void close() {
      forward.close();
      masked.close();
    }
  }
}
