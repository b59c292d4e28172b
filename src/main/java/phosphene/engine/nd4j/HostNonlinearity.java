package phosphene.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.ReluRule;
import phosphene.engine.host.HostActivation;
import phosphene.engine.host.HostArrays;
import phosphene.network.activation.Activation;

/** A nonlinearity in plain Java, image by image. */
final class HostNonlinearity extends Nonlinearity {
  private final HostActivation activation;
  private final INDArray raw;
  private final INDArray gradient;
  private final HostArrays arrays;
  private final int size;

  HostNonlinearity(
      Activation activation,
      INDArray raw,
      INDArray value,
      INDArray gradient,
      Places places,
      HostArrays arrays) {
    super(value);
    this.activation =
        new HostActivation(activation, (int) raw.size(3), places.first(), places.of());
    this.raw = raw;
    this.gradient = gradient;
    this.arrays = arrays;
    this.size = NodeBuffers.shape(raw).size();
  }

  @Override
  void forward() {
    float[] x = arrays.take(size);
    for (int image = 0; image < raw.size(0); image++) {
      HostTransfer.copy(raw, image, x);
      activation.forward(x);
      HostTransfer.copy(x, value(), image);
    }
    arrays.give(x);
  }

  @Override
  void backward(ReluRule rule) {
    float[] x = arrays.take(size);
    float[] g = arrays.take(size);
    for (int image = 0; image < raw.size(0); image++) {
      HostTransfer.copy(raw, image, x);
      HostTransfer.copy(gradient, image, g);
      if (rule == ReluRule.REDIRECTED) {
        activation.redirected(x, g);
      } else {
        activation.backward(x, g);
      }
      HostTransfer.copy(g, gradient, image);
    }
    arrays.give(x, g);
  }

  @Override
  public void close() {}
}
