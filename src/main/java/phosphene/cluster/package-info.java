/**
 * Spark and nothing else: the session, slots, the dispatch of tasks, the health of executors,
 * metrics and the index as Spark reads it. It knows no kind of job.
 */
@org.jspecify.annotations.NullMarked
package phosphene.cluster;
