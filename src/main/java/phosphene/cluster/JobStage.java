package phosphene.cluster;

import org.apache.spark.api.java.JavaRDD;

/**
 * Tasks that Spark shows as one job.
 *
 * @param description as Spark's pages and its REST interface name the job
 * @param tasks the tasks of a partition run one after the other
 */
public record JobStage<T>(String description, JavaRDD<T> tasks) {}
