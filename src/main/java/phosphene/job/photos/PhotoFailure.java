package phosphene.job.photos;

import phosphene.gallery.Outcome.Reason;
import phosphene.image.pixel.UnreadableImageException;

/** Why a photo that cannot be read is a failure, as its row says it. */
public final class PhotoFailure {
  private PhotoFailure() {}

  /** The reason of a failed row. */
  public static Reason reason(UnreadableImageException e) {
    return switch (e.reason()) {
      case EMPTY -> Reason.EMPTY;
      case UNKNOWN_FORMAT -> Reason.UNKNOWN_FORMAT;
      case DAMAGED -> Reason.DAMAGED;
      case TRUNCATED -> Reason.TRUNCATED;
      case TOO_LARGE -> Reason.TOO_LARGE;
      case UNSUPPORTED -> Reason.UNSUPPORTED;
    };
  }
}
