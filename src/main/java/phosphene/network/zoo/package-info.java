/**
 * Known architectures, the catalogue of weights that can be fetched, and where networks come from.
 */
@org.jspecify.annotations.NullMarked
package phosphene.network.zoo;
