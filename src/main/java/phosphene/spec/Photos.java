package phosphene.spec;

import java.util.List;

/**
 * Which photos a job reads.
 *
 * @param place a folder, a file, or a pattern: a path or a URI
 * @param choice which of the files there are meant
 * @param pixelLimit the most pixels that a photo may have
 * @param where the job file names them, such as {@code jobs/x.yaml:3}
 */
public record Photos(String place, Choice choice, long pixelLimit, String where) {
  public Photos {
    Require.place("photos", place);
    Require.between("pixel-limit", (double) pixelLimit, 1, Integer.MAX_VALUE);
  }

  /** All files of a place that may be photos. */
  public Photos(String place, long pixelLimit, String where) {
    this(place, Choice.ALL, pixelLimit, where);
  }

  /** What becomes of files that are evidently no photos, such as texts. */
  public enum Others {
    LEFT_OUT,
    /** They are opened as photos are, and fail. */
    TRIED
  }

  /**
   * Which files of a collection are meant.
   *
   * @param include patterns of which a file must match one; none: every file is meant
   * @param exclude patterns of which it must match none
   */
  public record Choice(List<Pattern> include, List<Pattern> exclude, Others others) {
    /** Every file that may be a photo. */
    public static final Choice ALL = new Choice(List.of(), List.of(), Others.LEFT_OUT);

    public Choice {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }
  }

  /**
   * A pattern of paths as seen from the collection.
   *
   * @param where it was written, such as {@code jobs/x.yaml:4}
   */
  public record Pattern(String text, String where) {}
}
