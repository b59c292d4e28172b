/**
 * Pixels in planar float arrays: decode, encode with metadata, resample, contact sheets, films. It
 * knows no network and no storage.
 */
@org.jspecify.annotations.NullMarked
package phosphene.image;
