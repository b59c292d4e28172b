/** Atlases: tiles of units, their contact sheets and the photos beside them. */
@org.jspecify.annotations.NullMarked
package phosphene.job.atlas;
