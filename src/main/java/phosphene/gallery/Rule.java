package phosphene.gallery;

import java.util.Locale;

/** What must hold of a gallery. */
public enum Rule {
  /** A damaged file of the index makes all else uncertain. */
  INDEX("files of the index can be read"),
  /** The job asked for them. */
  PLANNED("planned tiles have a row"),
  /** Each thing has one image. */
  SINGLE("images have one last row, and one SHA-256 in all their rows"),
  /** A row says that the image is there. */
  PRESENT("rows of images have their object"),
  /** A row says which bytes the image has. */
  INTACT("objects have the bytes and the SHA-256 of their row"),
  /** An image without a row is found by no query. */
  OWNED("objects below tiles, dreams, flights and scans have a row"),
  /** Hidden files and uploads that were never ended. */
  TIDY("no files or uploads are left over from runs that ended"),
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
