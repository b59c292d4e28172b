/**
 * Pixels and what is said of them: rasters, rows, levels, areas, formats, and photos as they are
 * looked at. It knows no file.
 */
@org.jspecify.annotations.NullMarked
package phosphene.image.pixel;
