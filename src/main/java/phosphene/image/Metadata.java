package phosphene.image;

/** What becomes of a photo's EXIF when its picture is written anew. */
public enum Metadata {
  /** It is kept, for the upright picture: no orientation, no thumbnail of what was before. */
  KEEP,
  /** It is left out. */
  STRIP
}
