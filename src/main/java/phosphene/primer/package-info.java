/**
 * The small embedded network: the labeled images it learns from, drawn from seeds, and its
 * training. It knows no storage and no ascent.
 */
@org.jspecify.annotations.NullMarked
package phosphene.primer;
