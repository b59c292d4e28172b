package phosphene.spec;

/**
 * Which photos a job reads.
 *
 * @param place a folder, a file, or a pattern: a path or a URI
 * @param pixelLimit the most pixels that a photo may have
 * @param where the job file names them, such as {@code jobs/x.yaml:3}
 */
public record Photos(String place, long pixelLimit, String where) {
  public Photos {
    Require.place("photos", place);
    Require.between("pixel-limit", (double) pixelLimit, 1, Integer.MAX_VALUE);
  }
}
