/** What a file is, by its name and its first bytes. */
@org.jspecify.annotations.NullMarked
package phosphene.image.kind;
