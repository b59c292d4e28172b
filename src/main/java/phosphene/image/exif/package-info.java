/** EXIF and XMP: what files say of their photos, and what of it may be shown. */
@org.jspecify.annotations.NullMarked
package phosphene.image.exif;
