package phosphene.job.run;

/**
 * What the images of a kind of job, and what is done to make them, are called.
 *
 * @param one an image, such as {@code tile}; its plural has an s
 * @param film what is filmed, such as {@code tour}
 */
public record JobWords(String one, Verb verb, String film) {
  /**
   * What is done.
   *
   * @param plain such as {@code render}
   * @param present such as {@code Rendering}
   * @param past such as {@code Rendered}
   */
  public record Verb(String plain, String present, String past) {
    /** Of images that are made. */
    public static final Verb RENDER = new Verb("render", "Rendering", "Rendered");
  }
}
