/**
 * What a photo excites in a network: its forward pass, and the figures of all units. It knows
 * neither Spark nor files.
 */
@org.jspecify.annotations.NullMarked
package phosphene.scan;
