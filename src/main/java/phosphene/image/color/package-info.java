/** What the values of a file mean, and their way to sRGB. */
@org.jspecify.annotations.NullMarked
package phosphene.image.color;
