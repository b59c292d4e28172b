package phosphene.gallery.index;

import org.jspecify.annotations.Nullable;
import phosphene.gallery.Outcome;

/** How a picture of a photo ended, as its row says. */
record Ending(String status, @Nullable String reason, @Nullable String message) {
  static final Ending RENDERED = new Ending(TileRow.RENDERED, null, null);
  private static final String NOT_A_PHOTO = "not_a_photo";

  static Ending of(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return new Ending(TileRow.FAILED, failed.reason().word(), failed.message());
    }
    return outcome instanceof Outcome.Skipped skipped
        ? new Ending(TileRow.SKIPPED, NOT_A_PHOTO, skipped.file() + ": " + skipped.message())
        : RENDERED;
  }
}
