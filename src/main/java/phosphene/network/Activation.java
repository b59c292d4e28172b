package phosphene.network;

/** The nonlinearity that ends a node. */
public enum Activation {
  /** The layer's output as it is. */
  NONE,
  /** max(0, x). */
  RELU
}
