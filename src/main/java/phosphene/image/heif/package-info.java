/** HEIF and AVIF files: boxes, items, grids, overlays and views. */
@org.jspecify.annotations.NullMarked
package phosphene.image.heif;
