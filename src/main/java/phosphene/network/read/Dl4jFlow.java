package phosphene.network.read;

import phosphene.network.Architecture;

/**
 * What a name of the imported network stands for.
 *
 * @param node the node that computes it
 * @param order of the values if it was flattened
 */
record Dl4jFlow(String node, Order order) {
  static final Dl4jFlow INPUT = new Dl4jFlow(Architecture.INPUT, Order.MAP);

  /** How the values of a feature map lie in a vector. */
  enum Order {
    /** It is a feature map still. */
    MAP,
    /** Channel by channel. */
    CHANNEL_MAJOR,
    /** Position by position (Keras). */
    PIXEL_MAJOR
  }

  Dl4jFlow flattened(Order other) {
    return new Dl4jFlow(node, other);
  }

  /** What a layer makes of this flow whose node is {@code other}. */
  Dl4jFlow through(String other) {
    return new Dl4jFlow(other, order);
  }
}
