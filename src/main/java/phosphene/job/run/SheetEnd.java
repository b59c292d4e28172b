package phosphene.job.run;

import java.io.Serializable;

/**
 * What became of a sheet that was to be drawn.
 *
 * @param object of the sheet in the gallery
 * @param problem why it was not drawn; empty if it was
 */
public record SheetEnd(String object, String problem) implements Serializable {
  static SheetEnd drawn(String object) {
    return new SheetEnd(object, "");
  }

  static SheetEnd failed(String object, String reason) {
    return new SheetEnd(object, "Cannot draw " + object + ": " + reason);
  }

  boolean failed() {
    return !problem.isEmpty();
  }
}
