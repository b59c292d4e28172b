/** SQL on the index of a gallery. */
@org.jspecify.annotations.NullMarked
package phosphene.query;
