/**
 * The mathematics of gradient ascent in plain Java on float arrays: parameterizations, transforms
 * with exact adjoints, objectives, optimizers and the loop. It knows neither Spark nor ND4J.
 */
@org.jspecify.annotations.NullMarked
package phosphene.ascent;
