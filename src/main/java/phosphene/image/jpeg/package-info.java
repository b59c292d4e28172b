/** JPEG files: segments, frames and scans, without making pixels. */
@org.jspecify.annotations.NullMarked
package phosphene.image.jpeg;
