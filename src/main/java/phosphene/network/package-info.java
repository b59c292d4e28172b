/**
 * A trained convolutional network as data: architectures, weights with a digest, the readers of
 * weight files and the catalogue. It does not know how a network is run.
 */
@org.jspecify.annotations.NullMarked
package phosphene.network;
