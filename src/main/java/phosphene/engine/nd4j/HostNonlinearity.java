package phosphene.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.ReluRule;
import phosphene.engine.host.HostArrays;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Blocked;

/** A nonlinearity in plain Java, value by value. */
final class HostNonlinearity extends Nonlinearity {
  private final Activation activation;
  private final INDArray raw;
  private final INDArray gradient;
  private final Places places;
  private final HostArrays arrays;
  private final int channels;
  private final int size;

  HostNonlinearity(
      Activation activation,
      INDArray raw,
      INDArray value,
      INDArray gradient,
      Places places,
      HostArrays arrays) {
    super(value);
    this.activation = activation;
    this.raw = raw;
    this.gradient = gradient;
    this.places = places;
    this.arrays = arrays;
    this.channels = (int) raw.size(3);
    this.size = NodeBuffers.shape(raw).size();
  }

  @Override
  void forward() {
    float[] x = arrays.take(size);
    for (int image = 0; image < raw.size(0); image++) {
      HostTransfer.copy(raw, image, x);
      for (int i = 0; i < size; i++) {
        x[i] = (float) activation.value(x[i], place(i));
      }
      HostTransfer.copy(x, value(), image);
    }
    arrays.give(x);
  }

  /** The place of a value in its layer, which may have more channels than are here. */
  private int place(int i) {
    return channels == places.of() ? i : i / channels * places.of() + places.first() + i % channels;
  }

  @Override
  void backward(ReluRule rule) {
    float[] x = arrays.take(size);
    float[] g = arrays.take(size);
    for (int image = 0; image < raw.size(0); image++) {
      HostTransfer.copy(raw, image, x);
      HostTransfer.copy(gradient, image, g);
      if (rule == ReluRule.REDIRECTED && blocked(x, g)) {
        redirect(x, g);
      } else {
        for (int i = 0; i < size; i++) {
          g[i] = g[i] == 0 ? 0 : (float) (g[i] * activation.derivative(x[i], place(i)));
        }
      }
      HostTransfer.copy(g, gradient, image);
    }
    arrays.give(x, g);
  }

  /** True if no place lets a gradient pass. */
  private boolean blocked(float[] x, float[] g) {
    for (int i = 0; i < size; i++) {
      if (g[i] != 0 && activation.blocked(x[i], place(i)) == Blocked.NO) {
        return false;
      }
    }
    return true;
  }

  /** Keeps what leads out of where the function is blocked. */
  private void redirect(float[] x, float[] g) {
    for (int i = 0; i < size; i++) {
      boolean out =
          switch (activation.blocked(x[i], place(i))) {
            case NO -> false;
            case BELOW -> g[i] > 0;
            case ABOVE -> g[i] < 0;
          };
      g[i] = out ? g[i] : 0;
    }
  }

  @Override
  public void close() {}
}
