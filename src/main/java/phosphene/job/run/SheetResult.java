package phosphene.job.run;

import java.io.Serializable;

/**
 * How the drawing of a contact sheet ended.
 *
 * @param object of the sheet in the gallery
 * @param problem why it was not drawn; empty if it was
 */
public record SheetResult(String object, String problem) implements Serializable {
  static SheetResult drawn(String object) {
    return new SheetResult(object, "");
  }

  static SheetResult failed(String object, String reason) {
    return new SheetResult(object, "Cannot draw " + object + ": " + reason);
  }

  boolean failed() {
    return !problem.isEmpty();
  }
}
