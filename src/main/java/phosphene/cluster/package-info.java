/** Spark: the session, partitions, the worker on an executor and the progress of a job. */
@org.jspecify.annotations.NullMarked
package phosphene.cluster;
