/** How readers put a network together, whatever format they read; it knows no format. */
@org.jspecify.annotations.NullMarked
package phosphene.network.read.graph;
