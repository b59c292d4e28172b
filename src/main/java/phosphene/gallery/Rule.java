package phosphene.gallery;

import java.util.Locale;

/** What must hold of a gallery. */
public enum Rule {
  /** A damaged file of the index makes all else uncertain. */
  INDEX("files of the index can be read"),
  /** The job asked for them. */
  PLANNED("planned tiles have a row"),
  /** One thing, one image. */
  SINGLE("images have one last row, and one SHA-256 in all their rows"),
  /** A row says that the image is there. */
  PRESENT("rows of images have their object"),
  /** And that it is that one. */
  INTACT("objects have the bytes and the SHA-256 of their row"),
  /** An image that nobody finds is none. */
  OWNED("objects below tiles, dreams, flights and scans have a row"),
  /** Hidden files and uploads that were never ended. */
  TIDY("files and uploads are nobody's leftover"),
  /** An image is a function of its key. */
  REPEATABLE("images rendered again have the same bytes");

  private final String text;

  Rule(String text) {
    this.text = text;
  }

  /** As people read it. */
  public String text() {
    return text;
  }

  /** As programs read it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
