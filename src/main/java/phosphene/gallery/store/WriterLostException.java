package phosphene.gallery.store;

import java.io.IOException;

/** A place is no longer the writer's: another writes there. */
public final class WriterLostException extends IOException {
  private static final long serialVersionUID = 1;

  /** With the reason. */
  public WriterLostException(String why) {
    super(why);
  }
}
