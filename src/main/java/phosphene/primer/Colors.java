package phosphene.primer;

/** Draws of colours. Hues are in degrees: 0 red, 60 yellow, 120 green, 240 blue. */
final class Colors {
  private static final int TRIES = 16;
  private static final double FAR_ENOUGH = 0.38;

  private Colors() {}

  /** Any colour: mostly of a clear hue, sometimes pale, deep or grey. */
  static Rgb any(RandomChoices dice) {
    if (dice.chance(0.12)) {
      return Rgb.grey(dice.between(0.05, 0.97));
    }
    return Rgb.hsv(dice.between(0, 1), dice.between(0.25, 1), dice.between(0.3, 1));
  }

  /** Any clear hue. */
  static Rgb vivid(RandomChoices dice) {
    return Rgb.hsv(dice.between(0, 1), dice.between(0.6, 1), dice.between(0.6, 1));
  }

  /** A clear colour at most {@code spread} degrees from a hue. */
  static Rgb near(RandomChoices dice, double hue, double spread) {
    return Rgb.hsv((hue + dice.within(spread)) / 360, dice.between(0.55, 1), dice.between(0.5, 1));
  }

  /** Mostly near the hue, in a third of the draws any clear one. */
  static Rgb loosely(RandomChoices dice, double hue, double spread) {
    return dice.chance(0.67) ? near(dice, hue, spread) : vivid(dice);
  }

  static Rgb dark(RandomChoices dice) {
    return Rgb.hsv(dice.between(0, 1), dice.between(0, 0.9), dice.between(0.03, 0.3));
  }

  static Rgb light(RandomChoices dice) {
    return Rgb.hsv(dice.between(0, 1), dice.between(0, 0.35), dice.between(0.82, 1));
  }

  /** Any colour that can be told from all the others. */
  static Rgb apart(RandomChoices dice, Rgb... others) {
    Rgb best = any(dice);
    for (int i = 1; i < TRIES && contrast(best, others) < FAR_ENOUGH; i++) {
      Rgb next = any(dice);
      best = contrast(next, others) > contrast(best, others) ? next : best;
    }
    return best;
  }

  /** A neighbour of a colour, about {@code strength} lighter or darker and a little off in hue. */
  static Rgb variant(RandomChoices dice, Rgb of, double strength) {
    Rgb goal = of.luma() > dice.between(0.2, 0.8) ? dark(dice) : light(dice);
    return of.to(goal, strength).to(vivid(dice), strength / 3);
  }

  private static double contrast(Rgb colour, Rgb... others) {
    double least = Double.MAX_VALUE;
    for (Rgb other : others) {
      least = Math.min(least, colour.contrast(other));
    }
    return least;
  }
}
