/** The registry of the kinds of jobs. Each kind has a room of its own; none knows another. */
@org.jspecify.annotations.NullMarked
package phosphene.job;
