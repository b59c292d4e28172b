/**
 * What will be done: tasks, keys, cost and memory. It knows neither Spark nor ND4J and reads
 * nothing.
 */
@org.jspecify.annotations.NullMarked
package phosphene.plan;
