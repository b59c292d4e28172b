package phosphene.job.run;

/**
 * Where something is that a job left behind.
 *
 * @param label what it is, such as {@code Contact sheets}
 * @param path in the gallery
 */
public record OutputPlace(String label, String path) {
  /** The contact sheets. */
  public static final OutputPlace SHEETS = new OutputPlace("Contact sheets", "sheets");

  /** A folder of this machine as a path that can be pasted, any other place as it is. */
  public static String local(String uri) {
    return uri.startsWith("file:/") ? uri.substring("file:".length()) : uri;
  }
}
