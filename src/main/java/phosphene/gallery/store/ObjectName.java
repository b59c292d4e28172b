package phosphene.gallery.store;

import java.io.File;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one check of names that lead to objects: a name from an index that somebody forged must not
 * lead out of its place. Whoever turns a name into a path does it through here.
 */
public final class ObjectName {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
  // A backslash separates folders on some machines, and is a letter on others.
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
  private static final Pattern SEPARATOR_HERE =
      File.separatorChar == '\\' ? SEPARATOR : Pattern.compile("/");

  private ObjectName() {}

  /**
   * Why a name may lead out of its place: a segment is empty (as before a first slash), {@code .}
   * or {@code ..}. Empty if it stays below.
   */
  private static Optional<String> escape(String name, Pattern separator) {
    boolean hole = Arrays.asList(name.split("/", -1)).contains("");
    boolean dots =
        Arrays.stream(separator.split(name, -1))
            .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    return hole || dots
        ? Optional.of("its segments must be neither empty nor \".\" nor \"..\"")
        : Optional.empty();
  }

  /** Why there can be no object of that name in a gallery; empty if there can. */
  private static Optional<String> fault(String name) {
    return escape(name, SEPARATOR)
        .or(
            () ->
                CONTROL.matcher(name).find()
                    ? Optional.of("it must have no control characters")
                    : Optional.empty());
  }

  /** True if there can be an object of that name in a gallery. */
  public static boolean valid(String name) {
    return fault(name).isEmpty();
  }

  /**
   * The name of an object in a gallery.
   *
   * @param place for the message
   * @throws StoreException if there can be none of that name
   */
  static String require(String name, String place) {
    fault(name).ifPresent(why -> refuse(name, place, why));
    return name;
  }

  /**
   * The name of a photo in a collection: people may have written anything, such as {@code
   * a\..\b.png} where a backslash is a letter, but nothing that leads out of the collection.
   *
   * @throws StoreException if it does
   */
  static String requireBelow(String name, String place) {
    escape(name, SEPARATOR_HERE).ifPresent(why -> refuse(name, place, why));
    return name;
  }

  private static void refuse(String name, String place, String why) {
    String shown = CONTROL.matcher(name).replaceAll("?");
    throw new StoreException(
        "Cannot use the name \"" + shown + "\" in " + place, new IllegalArgumentException(why));
  }
}
