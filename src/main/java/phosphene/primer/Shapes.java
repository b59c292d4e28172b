package phosphene.primer;

import java.util.List;

/** Plain figures: filled, or at times only their frame. */
final class Shapes {
  private Shapes() {}

  static Emblem cross(RandomChoices random) {
    double arm = random.between(0.2, 0.34);
    Field upright = Forms.box(0, 0, arm, 0.92, 0);
    return plain(random, upright.or(Forms.box(0, 0, 0.92, arm, 0)), Colors.any(random));
  }

  static Emblem star(RandomChoices random) {
    return plain(random, Forms.star(5, random.between(0.38, 0.5)), Colors.loosely(random, 50, 15));
  }

  static Emblem triangle(RandomChoices random) {
    double half = random.between(0.75, 1);
    double round = random.chance(0.3) ? 0.1 : 0;
    Field corners =
        Forms.polygon(0, -0.85 + round, half - round, 0.75 - round, round - half, 0.75 - round);
    return plain(random, corners.grown(round), Colors.any(random));
  }

  static Emblem square(RandomChoices random) {
    double round = random.chance(0.3) ? 0.15 : 0;
    return plain(random, Forms.box(0, 0, 0.82, 0.82, round), Colors.any(random));
  }

  static Emblem hexagon(RandomChoices random) {
    return plain(random, Forms.regular(6), Colors.any(random));
  }

  static Emblem crescent(RandomChoices random) {
    double bite = random.between(0.35, 0.5);
    Field moon = Forms.disc(0, 0, 0.95).minus(Forms.disc(bite, -0.08, 0.78));
    return Emblem.of(random, moon, Colors.loosely(random, 52, 12));
  }

  static Emblem heart(RandomChoices random) {
    Field lobes = Forms.disc(0.46, -0.33, 0.5).mirrored();
    // 0.8355: where the tangents from the tip meet the lobes
    Field tip = Forms.polygon(0, 0.95, 0.8355, 0, 0, -0.3, -0.8355, 0);
    return Emblem.of(random, lobes.or(tip), Colors.loosely(random, 350, 18));
  }

  static Emblem arrow(RandomChoices random) {
    double shaft = random.between(0.16, 0.27);
    double neck = random.between(-0.1, 0.2);
    Field arrow =
        Forms.polygon(
            0.98, 0, neck, -0.72, neck, -shaft, -0.92, -shaft, -0.92, shaft, neck, shaft, neck,
            0.72);
    return plain(random, arrow, Colors.any(random));
  }

  /** A small disc and many thin rays. */
  static Emblem burst(RandomChoices random) {
    int rays = 9 + random.upTo(6);
    double inner = random.between(0.34, 0.5);
    Rgb color = Colors.loosely(random, 45, 14);
    Field ray;
    if (random.chance(0.5)) {
      double foot = inner * StrictMath.sin(Math.PI / rays) * 0.85;
      ray = Forms.polygon(1, 0, inner + 0.06, foot, inner + 0.06, -foot);
    } else {
      ray = Forms.line(inner + 0.16, 0, 0.95, 0, random.between(0.035, 0.06));
    }
    Field disc = Forms.disc(0, 0, inner);
    Field whole = disc.or(ray.around(rays));
    Ink rim = Ink.of(random.chance(0.4) ? Colors.variant(random, color, 0.5) : color);
    return new Emblem(
        color, whole, List.of(new Layer(whole, rim), new Layer(disc, Ink.body(random, color))));
  }

  private static Emblem plain(RandomChoices random, Field shape, Rgb color) {
    return Emblem.of(random, random.chance(0.18) ? shape.rim(0.2) : shape, color);
  }
}
