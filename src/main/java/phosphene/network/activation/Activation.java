package phosphene.network.activation;

/**
 * The nonlinearity that ends a node: a function of each value by itself.
 *
 * <p>{@code index} is the place of the value in its image, in the order row, column, channel; only
 * a function with trained values looks at it.
 */
public sealed interface Activation
    permits Elementary, Clip, LeakyRelu, Elu, Celu, HardSigmoid, PRelu, Power, ThresholdedRelu {
  /** The value at {@code x}. */
  double value(double x, int index);

  /** The derivative at {@code x}; at a kink that of the side where less passes. */
  double derivative(double x, int index);

  /**
   * Whether the function is flat at {@code x}, or falls there on its way to a rectifier's zero, so
   * that no gradient leads to where it fires.
   */
  default Blocked blocked(double x, int index) {
    return Blocked.NO;
  }

  /** True if a unit may be silent: the function has a side on which it lets nothing through. */
  default boolean rectifies() {
    return false;
  }

  /**
   * True if the function takes images of one size only.
   *
   * @param channels of the layer
   */
  default boolean fixesSize(int channels) {
    return false;
  }

  /** What the field calls it, such as {@code ReLU}. */
  String label();
}
