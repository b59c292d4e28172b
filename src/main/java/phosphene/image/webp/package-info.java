/** WebP files, lossy and lossless. */
@org.jspecify.annotations.NullMarked
package phosphene.image.webp;
