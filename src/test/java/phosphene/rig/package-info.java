/**
 * A cluster and an object store for tests: Spark's master, its workers and an S3 server, each a
 * process of its own on loopback, from what Maven put into {@code target/cluster}.
 */
package phosphene.rig;
