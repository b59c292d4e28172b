package phosphene.gallery.store;

import java.io.IOException;

/** A file that is not as long as it was when it was listed. */
final class ChangedException extends IOException {
  private static final long serialVersionUID = 1;

  ChangedException(long listed, long found) {
    super("it has " + found + " bytes, and had " + listed + " when it was listed");
  }
}
