package phosphene.spec;

/**
 * What the ascent maximizes for each unit.
 *
 * @param kind which values of the unit count
 * @param sign whether they are maximized or minimized
 * @param tap whether they are read before or after the layer's nonlinearity
 */
public record Objective(Kind kind, Sign sign, Tap tap) {

  /** Which values count. */
  public enum Kind {
    /** The mean of the channel over all positions. */
    CHANNEL,
    /** The channel at the centre position, {@code (height / 2, width / 2)}. */
    NEURON,
    /** The logit of a class: the input of the softmax. */
    CLASS
  }

  /** The direction of the ascent. */
  public enum Sign {
    POSITIVE,
    NEGATIVE
  }

  /** The mean of a channel before its ReLU, maximized. */
  public static Objective standard() {
    return new Objective(Kind.CHANNEL, Sign.POSITIVE, Tap.PRE);
  }

  /**
   * The objective that {@code text} describes by the keys {@code objective}, {@code negative} and
   * {@code tap} of a job file: YAML, or what {@link #json} writes.
   *
   * @param name of the text in messages
   * @throws SpecException if the text is no objective; the message begins with {@code name:line}
   */
  public static Objective read(String name, String text) {
    return ObjectiveForm.read(Section.of("", Yaml.read(name, text), ObjectiveForm.KEYS));
  }

  /** This objective as one line of canonical JSON. */
  public String json() {
    return Json.text(ObjectiveForm.write(this));
  }
}
