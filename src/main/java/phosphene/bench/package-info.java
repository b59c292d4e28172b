/**
 * The peers that the engine is measured against, side by side on one workload. It knows no Spark;
 * libtorch runs in a process of its own, because its native bindings cannot share a JVM with
 * ND4J's.
 */
@org.jspecify.annotations.NullMarked
package phosphene.bench;
