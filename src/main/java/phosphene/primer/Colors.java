package phosphene.primer;

/** Draws of colors. Hues are in degrees: 0 red, 60 yellow, 120 green, 240 blue. */
final class Colors {
  private static final int TRIES = 16;
  private static final double FAR_ENOUGH = 0.38;

  private Colors() {}

  /** Any color: mostly of a clear hue, sometimes pale, deep or gray. */
  static Rgb any(RandomChoices random) {
    if (random.chance(0.12)) {
      return Rgb.gray(random.between(0.05, 0.97));
    }
    return Rgb.hsv(random.between(0, 1), random.between(0.25, 1), random.between(0.3, 1));
  }

  /** Any clear hue. */
  static Rgb vivid(RandomChoices random) {
    return Rgb.hsv(random.between(0, 1), random.between(0.6, 1), random.between(0.6, 1));
  }

  /** A clear color at most {@code spread} degrees from a hue. */
  static Rgb near(RandomChoices random, double hue, double spread) {
    return Rgb.hsv(
        (hue + random.within(spread)) / 360, random.between(0.55, 1), random.between(0.5, 1));
  }

  /** Mostly near the hue, in a third of the draws any clear one. */
  static Rgb loosely(RandomChoices random, double hue, double spread) {
    return random.chance(0.67) ? near(random, hue, spread) : vivid(random);
  }

  static Rgb dark(RandomChoices random) {
    return Rgb.hsv(random.between(0, 1), random.between(0, 0.9), random.between(0.03, 0.3));
  }

  static Rgb light(RandomChoices random) {
    return Rgb.hsv(random.between(0, 1), random.between(0, 0.35), random.between(0.82, 1));
  }

  /** Any color that differs clearly from all the others. */
  static Rgb apart(RandomChoices random, Rgb... others) {
    Rgb best = any(random);
    for (int i = 1; i < TRIES && contrast(best, others) < FAR_ENOUGH; i++) {
      Rgb next = any(random);
      best = contrast(next, others) > contrast(best, others) ? next : best;
    }
    return best;
  }

  /** A neighbor of a color, about {@code strength} lighter or darker and a little off in hue. */
  static Rgb variant(RandomChoices random, Rgb of, double strength) {
    Rgb target = of.luma() > random.between(0.2, 0.8) ? dark(random) : light(random);
    return of.to(target, strength).to(vivid(random), strength / 3);
  }

  private static double contrast(Rgb color, Rgb... others) {
    double least = Double.MAX_VALUE;
    for (Rgb other : others) {
      least = Math.min(least, color.contrast(other));
    }
    return least;
  }
}
