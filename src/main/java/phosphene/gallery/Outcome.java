package phosphene.gallery;

import java.io.Serializable;
import java.util.Locale;

/** How an image ended. */
public sealed interface Outcome extends Serializable {
  /** An image that excites its unit. */
  record Rendered(Picture picture, Scores scores) implements Outcome {}

  /** An image of a unit that never fired. */
  record Dead(Picture picture, Scores scores) implements Outcome {}

  /**
   * A file in a collection turned out to be no photo: there is no image, and nothing failed.
   *
   * @param file its path in the collection
   * @param files 1; 0 if another outcome counts the same file
   * @param message what the file is
   */
  record Skipped(String file, int files, String message) implements Outcome {}

  /** No image. */
  record Failed(Reason reason, String message) implements Outcome {}

  /**
   * An object that was written.
   *
   * @param path in the gallery
   * @param sha256 of its bytes, lower-case hex
   */
  record Picture(String path, long bytes, String sha256, int width, int height)
      implements Serializable {}

  /** The objective's value on the undisturbed image, before the first step and after the last. */
  record Scores(double start, double end) implements Serializable {
    public Scores {
      if (!Double.isFinite(start) || !Double.isFinite(end)) {
        throw new IllegalArgumentException(
            "Invalid scores: " + start + " to " + end + " (must be finite)");
      }
    }
  }

  /** Why there is no image. */
  enum Reason {
    /** The ascent's values ceased to be finite. */
    NOT_FINITE,
    /** The device or the heap was too small. */
    OUT_OF_MEMORY,
    /** The image could not be stored. */
    STORE,
    /** A bug in Phosphene. */
    INTERNAL,
    /** The photo cannot be read from where it lies, or is gone. */
    UNREADABLE,
    /** The photo has no bytes. */
    EMPTY,
    /** The file is no image that is known. */
    UNKNOWN_FORMAT,
    /** The photo's bytes contradict each other. */
    DAMAGED,
    /** The photo's bytes end before the image does. */
    TRUNCATED,
    /** The photo has more pixels or bytes than are allowed. */
    TOO_LARGE,
    /** The photo is of a kind that is known and not read. */
    UNSUPPORTED;

    /** True if the same work may succeed when it is tried again. */
    public boolean passing() {
      return switch (this) {
        case OUT_OF_MEMORY, STORE, INTERNAL, UNREADABLE -> true;
        case NOT_FINITE, EMPTY, UNKNOWN_FORMAT, DAMAGED, TRUNCATED, TOO_LARGE, UNSUPPORTED -> false;
      };
    }

    /** True if the executor may be the cause, and not the image. */
    public boolean ofExecutor() {
      return passing() && this != UNREADABLE;
    }

    /** As rows write it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
