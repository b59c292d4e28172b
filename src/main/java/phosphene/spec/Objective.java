package phosphene.spec;

/**
 * What the ascent maximizes for each unit.
 *
 * @param kind which values of the unit count
 * @param sign whether they are maximized or minimized
 * @param tap whether they are read before or after the layer's nonlinearity
 */
public record Objective(Kind kind, Sign sign, Tap tap) {

  /**
   * Which values count: one record for each kind, by the names in {@link Variants}. Where {@code
   * phosphene.ascent} puts them on a device, docs/objectives.md says what each is for.
   */
  public sealed interface Kind {
    /** How many pictures a tile has, side by side. */
    default int pictures() {
      return 1;
    }

    /** True if the layers are said by the network or by the kind itself, and not by the job. */
    default boolean namesLayer() {
      return false;
    }

    /** Where the values are read if a job does not say it. */
    default Tap usualTap() {
      return Tap.PRE;
    }

    /** The mean of the channel over all positions (lucid, optvis/objectives.py: channel). */
    record Channel() implements Kind {}

    /**
     * The channel at one position of its map (lucid, optvis/objectives.py: neuron).
     *
     * @param x share of the map's width that is left of the position, 0..1: 0.5 is the centre, for
     *     a width w the column {@code floor(x w)}, 1 the last
     * @param y the same of its height, from above
     */
    record Neuron(double x, double y) implements Kind {
      private static final double MIDDLE = 0.5;

      public Neuron {
        Require.between("objective.neuron.x", x, 0, 1);
        Require.between("objective.neuron.y", y, 0, 1);
      }

      /** The position in the middle. */
      public static Neuron center() {
        return new Neuron(MIDDLE, MIDDLE);
      }
    }

    /**
     * The logit of a class, the input of the softmax (lucid, optvis/objectives.py: class_logit).
     */
    record Logit() implements Kind {
      @Override
      public boolean namesLayer() {
        return true;
      }
    }
  }

  /** The direction of the ascent. */
  public enum Sign {
    POSITIVE,
    NEGATIVE
  }

  /** The mean of a channel before its ReLU, maximized. */
  public static Objective standard() {
    return new Objective(new Kind.Channel(), Sign.POSITIVE, Tap.PRE);
  }

  /** What a gradient of what is to be maximized is multiplied with: 1 or -1. */
  public int factor() {
    return sign == Sign.POSITIVE ? 1 : -1;
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
