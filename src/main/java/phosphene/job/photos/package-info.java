/**
 * What jobs on collections of photos share: the listing, what is missing, partitions by cost, and a
 * gate to the memory.
 */
@org.jspecify.annotations.NullMarked
package phosphene.job.photos;
