package phosphene.gallery.index;

import org.jspecify.annotations.Nullable;
import phosphene.gallery.Outcome;

/** How an image of a photo ended, as its row says. */
record OutcomeColumns(String status, @Nullable String reason, @Nullable String message) {
  static final OutcomeColumns RENDERED = new OutcomeColumns(TileRow.RENDERED, null, null);
  private static final String NOT_A_PHOTO = "not_a_photo";

  static OutcomeColumns of(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return new OutcomeColumns(TileRow.FAILED, failed.reason().label(), failed.message());
    }
    return outcome instanceof Outcome.Skipped skipped
        ? new OutcomeColumns(
            TileRow.SKIPPED, NOT_A_PHOTO, skipped.file() + ": " + skipped.message())
        : RENDERED;
  }
}
