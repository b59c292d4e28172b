package phosphene.primer;

import java.util.List;

/** Plain figures: filled, or at times only their frame. */
final class Shapes {
  private Shapes() {}

  static Emblem cross(RandomChoices dice) {
    double arm = dice.between(0.2, 0.34);
    Field upright = Forms.box(0, 0, arm, 0.92, 0);
    return plain(dice, upright.or(Forms.box(0, 0, 0.92, arm, 0)), Colors.any(dice));
  }

  static Emblem star(RandomChoices dice) {
    return plain(dice, Forms.star(5, dice.between(0.38, 0.5)), Colors.loosely(dice, 50, 15));
  }

  static Emblem triangle(RandomChoices dice) {
    double half = dice.between(0.75, 1);
    double round = dice.chance(0.3) ? 0.1 : 0;
    Field corners =
        Forms.polygon(0, -0.85 + round, half - round, 0.75 - round, round - half, 0.75 - round);
    return plain(dice, corners.grown(round), Colors.any(dice));
  }

  static Emblem square(RandomChoices dice) {
    double round = dice.chance(0.3) ? 0.15 : 0;
    return plain(dice, Forms.box(0, 0, 0.82, 0.82, round), Colors.any(dice));
  }

  static Emblem hexagon(RandomChoices dice) {
    return plain(dice, Forms.regular(6), Colors.any(dice));
  }

  static Emblem crescent(RandomChoices dice) {
    double bite = dice.between(0.35, 0.5);
    Field moon = Forms.disc(0, 0, 0.95).minus(Forms.disc(bite, -0.08, 0.78));
    return Emblem.of(dice, moon, Colors.loosely(dice, 52, 12));
  }

  static Emblem heart(RandomChoices dice) {
    Field lobes = Forms.disc(0.46, -0.33, 0.5).mirrored();
    // 0.8355: where the tangents from the tip meet the lobes
    Field tip = Forms.polygon(0, 0.95, 0.8355, 0, 0, -0.3, -0.8355, 0);
    return Emblem.of(dice, lobes.or(tip), Colors.loosely(dice, 350, 18));
  }

  static Emblem arrow(RandomChoices dice) {
    double shaft = dice.between(0.16, 0.27);
    double neck = dice.between(-0.1, 0.2);
    Field arrow =
        Forms.polygon(
            0.98, 0, neck, -0.72, neck, -shaft, -0.92, -shaft, -0.92, shaft, neck, shaft, neck,
            0.72);
    return plain(dice, arrow, Colors.any(dice));
  }

  /** A small disc and many thin rays. */
  static Emblem burst(RandomChoices dice) {
    int rays = 9 + dice.upTo(6);
    double inner = dice.between(0.34, 0.5);
    Rgb colour = Colors.loosely(dice, 45, 14);
    Field ray;
    if (dice.chance(0.5)) {
      double foot = inner * StrictMath.sin(Math.PI / rays) * 0.85;
      ray = Forms.polygon(1, 0, inner + 0.06, foot, inner + 0.06, -foot);
    } else {
      ray = Forms.line(inner + 0.16, 0, 0.95, 0, dice.between(0.035, 0.06));
    }
    Field disc = Forms.disc(0, 0, inner);
    Field whole = disc.or(ray.around(rays));
    Ink rim = Ink.of(dice.chance(0.4) ? Colors.variant(dice, colour, 0.5) : colour);
    return new Emblem(
        colour, whole, List.of(new Layer(whole, rim), new Layer(disc, Ink.body(dice, colour))));
  }

  private static Emblem plain(RandomChoices dice, Field shape, Rgb colour) {
    return Emblem.of(dice, dice.chance(0.18) ? shape.rim(0.2) : shape, colour);
  }
}
