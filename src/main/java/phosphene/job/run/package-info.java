/**
 * What every kind of job shares: {@code JobKind}, which a new one implements, and a run from its
 * claim on the gallery to its summary. It knows no kind.
 */
@org.jspecify.annotations.NullMarked
package phosphene.job.run;
