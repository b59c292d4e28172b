package phosphene.spec;

import java.util.regex.Pattern;

/**
 * A path or URI as users write it. One that holds credentials is refused, and no message shows
 * them: what a job was asked goes into manifests and logs.
 */
public final class Place {
  // Some stores name an account before an @ (abfs://container@account), but no password behind a
  // colon. In S3 both are secrets, which may hold slashes: then what follows the colon is no port.
  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "(?s).*?://(?:[^/@]*:[^/]*@|(?<=s3[an]?://)[^/@:]*[@:]|[^/:@\\[]*:(?!\\d*(?:[/'\"]|$))).*");
  static final String RULE =
      "a path or URI without credentials: Spark's settings have a place for them, such as"
          + " spark.hadoop.fs.s3a.secret.key";

  private Place() {}

  /**
   * Refuses a place with credentials in it.
   *
   * @throws SpecException which does not show them
   */
  public static void require(String place) {
    if (secret(place)) {
      throw new SpecException("Invalid place: " + shown(place) + " (must be " + RULE + ")");
    }
  }

  static boolean secret(String text) {
    return CREDENTIALS.matcher(text).matches();
  }

  /** The text without the credentials in it. */
  static String shown(String text) {
    if (!secret(text)) {
      return text;
    }
    String rest = text.substring(text.indexOf("://") + 3);
    String bucket = rest.contains("@") ? rest.substring(rest.lastIndexOf('@')) : "";
    return text.substring(0, text.length() - rest.length()) + "***" + bucket;
  }
}
