package phosphene.gallery;

import java.io.Serializable;

/** How a tile ended. */
public sealed interface Outcome extends Serializable {
  /** A picture that excites its unit. */
  record Rendered(Picture picture, Scores scores) implements Outcome {}

  /** A picture of a unit that never fired. */
  record Dead(Picture picture, Scores scores) implements Outcome {}

  /** No picture. */
  record Failed(Reason reason, String message) implements Outcome {}

  /**
   * An object that was written.
   *
   * @param path in the gallery
   * @param sha256 of its bytes, lower-case hex
   */
  record Picture(String path, long bytes, String sha256, int width, int height)
      implements Serializable {}

  /** The objective's value on the undisturbed picture, before the first step and after the last. */
  record Scores(double start, double end) implements Serializable {}

  /** Why there is no picture. */
  enum Reason {
    /** The ascent's values ceased to be finite. */
    NOT_FINITE,
    /** The device or the heap was too small. */
    OUT_OF_MEMORY,
    /** The picture could not be stored. */
    STORE,
    /** A bug of ours. */
    INTERNAL
  }
}
