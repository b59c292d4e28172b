/**
 * Models and weights of Keras, read without Keras: HDF5 and ZIP containers, the configuration, the
 * arrays of each layer, and the network that they make.
 */
@org.jspecify.annotations.NullMarked
package phosphene.network.read.keras;
