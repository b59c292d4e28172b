/** Nonlinearities as functions of one value, with their derivatives; it knows no layers. */
@org.jspecify.annotations.NullMarked
package phosphene.network.activation;
