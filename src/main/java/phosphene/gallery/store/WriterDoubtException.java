package phosphene.gallery.store;

import java.io.IOException;

/** A place may not be the writer's for now: another may have begun to write there. */
public final class WriterDoubtException extends IOException {
  private static final long serialVersionUID = 1;

  /** With the reason. */
  public WriterDoubtException(String why) {
    super(why);
  }
}
