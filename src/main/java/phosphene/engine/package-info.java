/**
 * A network on a device: forward to the target layers and the gradient back to the pixels, nothing
 * else. Only engine, network and primer know ND4J.
 */
@org.jspecify.annotations.NullMarked
package phosphene.engine;
