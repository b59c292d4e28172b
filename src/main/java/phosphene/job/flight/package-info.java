/** Flights through filters: frames and films. */
@org.jspecify.annotations.NullMarked
package phosphene.job.flight;
