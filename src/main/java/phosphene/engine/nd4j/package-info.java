/**
 * The engine on ND4J, on the processor and on cards of compute capability 3.7 to 8.6. It knows no
 * other engine.
 */
@org.jspecify.annotations.NullMarked
package phosphene.engine.nd4j;
