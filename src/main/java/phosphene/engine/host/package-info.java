/** Layers in plain Java, on arrays of one image at a time; it knows no device and no engine. */
@org.jspecify.annotations.NullMarked
package phosphene.engine.host;
