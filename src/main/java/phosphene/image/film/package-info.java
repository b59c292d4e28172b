/** Films as MP4, WebM and GIF. */
@org.jspecify.annotations.NullMarked
package phosphene.image.film;
