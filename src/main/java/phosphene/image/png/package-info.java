/** PNG files: chunks and texts, and a writer whose bytes are the same on every machine. */
@org.jspecify.annotations.NullMarked
package phosphene.image.png;
