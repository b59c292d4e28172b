/**
 * The contract of engines: a network on a device, forward to the target layers and the gradient
 * back to the pixels, nothing else; devices, and the registry of kinds. It knows no engine.
 */
@org.jspecify.annotations.NullMarked
package phosphene.engine;
