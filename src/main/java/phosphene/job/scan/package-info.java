/** Scans of photos, and the statistics of units over a collection. */
@org.jspecify.annotations.NullMarked
package phosphene.job.scan;
