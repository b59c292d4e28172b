package phosphene.gallery;

import java.util.Locale;

/** What must hold of a gallery. */
public enum Rule {
  /** A damaged file of the index makes all else uncertain. */
  INDEX("files of the index can be read"),
  /** The job asked for them. */
  PLANNED("planned tiles have a row"),
  /** One thing, one picture. */
  SINGLE("pictures have one last row, and one SHA-256 in all their rows"),
  /** A row says that the picture is there. */
  PRESENT("rows of pictures have their object"),
  /** And that it is that one. */
  INTACT("objects have the bytes and the SHA-256 of their row"),
  /** A picture that nobody finds is none. */
  OWNED("objects below tiles, dreams, flights and scans have a row"),
  /** Hidden files and uploads that were never ended. */
  TIDY("files and uploads are nobody's leftover"),
  /** A picture is a function of its key. */
  REPEATABLE("pictures rendered again have the same bytes");

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
