/**
 * A network on a device: forward to the target layers and the gradient back to the pixels, nothing
 * else. ND4J is known to it, to the importers of network and to bench only.
 */
@org.jspecify.annotations.NullMarked
package phosphene.engine;
