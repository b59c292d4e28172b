/** Photos of every usual format to upright sRGB images and back to files. */
@org.jspecify.annotations.NullMarked
package phosphene.image;
