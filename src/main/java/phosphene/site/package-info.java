/**
 * Static pages written from a gallery. Knows objects and their names, and neither Spark nor
 * engines.
 */
@org.jspecify.annotations.NullMarked
package phosphene.site;
