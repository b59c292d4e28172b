/** TIFF files: directories, compressions, samples and their colors. */
@org.jspecify.annotations.NullMarked
package phosphene.image.tiff;
