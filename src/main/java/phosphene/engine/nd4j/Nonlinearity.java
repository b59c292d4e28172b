package phosphene.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.ReluRule;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Elementary;

/** What ends a node: a function of each value. */
abstract class Nonlinearity implements AutoCloseable {
  private final INDArray value;

  Nonlinearity(INDArray value) {
    this.value = value;
  }

  /**
   * The nonlinearity between two arrays.
   *
   * @param raw what the layer gives
   * @param value what the next layers read; {@code raw} itself where {@link #inPlace} allows it
   * @param gradient by value on entry of the backward pass, by raw at its end
   * @param places of the arrays' channels in the layer
   */
  static Nonlinearity of(
      Activation activation,
      INDArray raw,
      INDArray value,
      INDArray gradient,
      Places places,
      SessionBuffers buffers) {
    if (activation == Elementary.NONE) {
      return none(value);
    }
    if (activation == Elementary.RELU) {
      INDArray mask = buffers.take(value.shape());
      buffers.give(mask);
      return new Rectifier(raw, value, gradient, mask);
    }
    return new HostNonlinearity(activation, raw, value, gradient, places, buffers.heap());
  }

  /**
   * Which channels of a layer an array holds.
   *
   * @param first of them
   * @param of how many the layer has
   */
  record Places(int first, int of) {
    static Places all(INDArray array) {
      return new Places(0, (int) array.size(3));
    }
  }

  /** True if the backward pass needs the values only, not what the layer gives. */
  static boolean inPlace(Activation activation) {
    return activation == Elementary.NONE || activation == Elementary.RELU;
  }

  /** No nonlinearity: value and layer output are one array. */
  private static Nonlinearity none(INDArray value) {
    return new Nonlinearity(value) {
      @Override
      void forward() {}

      @Override
      void backward(ReluRule rule) {}

      @Override
      public void close() {}
    };
  }

  abstract void forward();

  abstract void backward(ReluRule rule);

  /** What the next layers read. */
  final INDArray value() {
    return value;
  }

  @Override
  public abstract void close();
}
