package phosphene.gallery.store;

import java.io.IOException;

/** A disk of this machine that failed: it is full, say. */
final class DiskException extends IOException {
  private static final long serialVersionUID = 1;

  DiskException(Throwable cause) {
    super(StoreException.reason(cause), cause);
  }
}
