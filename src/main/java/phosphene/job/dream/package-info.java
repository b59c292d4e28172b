/** Dreams of photos, their contact sheets and tours. */
@org.jspecify.annotations.NullMarked
package phosphene.job.dream;
