/** Whether a gallery is what its index says, and its repair. */
@org.jspecify.annotations.NullMarked
package phosphene.verify;
