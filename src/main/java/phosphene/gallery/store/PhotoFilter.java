package phosphene.gallery.store;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import phosphene.spec.Photos;
import phosphene.spec.Photos.Others;
import phosphene.spec.SpecException;

/**
 * Which files of a collection are meant, by their paths.
 *
 * @param glob a file must match it
 * @param include a file must match one of these, unless there are none
 * @param exclude neither a file nor a folder that it is in may match one of these
 */
public record PhotoFilter(Glob glob, List<Glob> include, List<Glob> exclude, Others others)
    implements Serializable {
  public PhotoFilter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** All that match a pattern and are not evidently no photos. */
  static PhotoFilter of(Glob glob) {
    return new PhotoFilter(glob, List.of(), List.of(), Others.LEFT_OUT);
  }

  /**
   * Of the files that match a pattern those which a job chooses.
   *
   * @throws SpecException if brackets or braces of a pattern are not closed
   */
  static PhotoFilter of(Glob glob, Photos.Choice choice) {
    return new PhotoFilter(
        glob,
        globs("include", choice.include()),
        globs("exclude", choice.exclude()),
        choice.others());
  }

  private static List<Glob> globs(String key, List<Photos.Pattern> patterns) {
    return patterns.stream().map(pattern -> glob(key, pattern)).toList();
  }

  /** A pattern that ends in a slash means all that is in such a folder. */
  private static Glob glob(String key, Photos.Pattern pattern) {
    Glob glob = new Glob(pattern.text().endsWith("/") ? pattern.text() + "**" : pattern.text());
    try {
      glob.pattern();
      return glob;
    } catch (SpecException e) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "%s: Invalid %s: %s (must close its brackets and braces)",
              pattern.where(),
              key,
              pattern.text()),
          e);
    }
  }
}
