/**
 * A trained convolutional network as data: layers, weights with a digest, shapes, receptive fields,
 * feeders. It knows neither files nor how a network is run.
 */
@org.jspecify.annotations.NullMarked
package phosphene.network;
