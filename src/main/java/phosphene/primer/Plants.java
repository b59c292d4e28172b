package phosphene.primer;

import java.util.ArrayList;
import java.util.List;

/** What grows. */
final class Plants {
  private Plants() {}

  /** A pointed leaf with a midrib and side veins, its stalk down. */
  static Emblem leaf(RandomChoices random) {
    Rgb color = random.chance(0.5) ? Colors.near(random, 110, 25) : Colors.loosely(random, 25, 30);
    Rgb vein = Colors.variant(random, color, 0.6);
    double bulge = random.between(0.5, 0.85);
    Field blade =
        Forms.disc(bulge, -0.08, radius(bulge)).and(Forms.disc(-bulge, -0.08, radius(bulge)));
    Field veins = Forms.line(0, -0.85, 0, 1, 0.045);
    for (int i = 0; i < 4; i++) {
      double y = 0.62 - 0.34 * i;
      veins = veins.or(Forms.line(0, y, 0.5, y - 0.38, 0.028).mirrored().and(blade.grown(-0.05)));
    }
    return new Emblem(
        color, blade, List.of(new Layer(blade, Ink.body(random, color)), new Layer(veins, vein)));
  }

  /** Of the circle about (bulge, 0) through (0, 0.9). */
  private static double radius(double bulge) {
    return Math.sqrt(bulge * bulge + 0.81);
  }

  /** Round petals about a center of another color. */
  static Emblem flower(RandomChoices random) {
    Rgb petal = Colors.vivid(random);
    Rgb center = random.chance(0.5) ? Colors.near(random, 48, 10) : Colors.dark(random);
    if (center.contrast(petal) < 0.3) {
      center = Colors.apart(random, petal);
    }
    int count = 5 + random.upTo(4);
    double wide = 0.62 * StrictMath.sin(Math.PI / count) * random.between(0.85, 1.1);
    Field one = Forms.ellipse(0.6, 0, 0.38, wide);
    Field petals = one.around(count);
    Field disc = Forms.disc(0, 0, random.between(0.24, 0.34));
    Rgb heart = petal.to(Colors.variant(random, petal, 0.6), 0.8);
    Ink ink = Ink.between(heart, petal, (x, y) -> Math.min(1, x * x + y * y));
    List<Layer> layers = new ArrayList<>();
    Rgb gap = petal.times(0.45);
    layers.add(new Layer(petals.grown(0.035).or(disc), gap));
    layers.add(new Layer(petals, ink));
    layers.add(new Layer(disc, center));
    if (random.chance(0.4)) {
      layers.add(new Layer(Forms.disc(0, 0, 0.12), center.times(0.6)));
    }
    return new Emblem(petal, petals.or(disc), layers);
  }

  /** A trunk under a crown: round, of three balls, or a fir. */
  static Emblem tree(RandomChoices random) {
    Rgb crown = random.chance(0.7) ? Colors.near(random, 115, 30) : Colors.loosely(random, 30, 25);
    Rgb bark =
        Rgb.hsv(random.between(0.04, 0.1), random.between(0.4, 0.8), random.between(0.25, 0.5));
    Field trunk = Forms.polygon(-0.13, 0, 0.13, 0, 0.2, 0.97, -0.2, 0.97);
    Field leaves =
        switch (random.upTo(2)) {
          case 0 -> Forms.ellipse(0, -0.3, 0.72, 0.66);
          case 1 -> Forms.disc(0.4, -0.12, 0.42).mirrored().or(Forms.disc(0, -0.5, 0.46));
          default ->
              Forms.polygon(0, -1, 0.42, -0.4, -0.42, -0.4)
                  .or(Forms.polygon(0, -0.65, 0.58, 0.05, -0.58, 0.05))
                  .or(Forms.polygon(0, -0.2, 0.72, 0.5, -0.72, 0.5));
        };
    Noise noise = new Noise(random);
    Rgb deep = crown.times(0.55);
    Ink foliage = Ink.between(crown, deep, (x, y) -> noise.rough(4 * x, 4 * y, 2));
    return new Emblem(
        crown, trunk.or(leaves), List.of(new Layer(trunk, bark), new Layer(leaves, foliage)));
  }

  /** A spotted cap on a pale stem. */
  static Emblem mushroom(RandomChoices random) {
    Rgb cap = Colors.loosely(random, 5, 20);
    Rgb pale = Colors.light(random);
    if (pale.contrast(cap) < 0.3) {
      cap = cap.times(0.6);
    }
    Field dome = Forms.ellipse(0, 0.05, 0.95, 0.9).and(Forms.above(0.1));
    Field stem = Forms.polygon(-0.22, 0, 0.22, 0, 0.32, 0.92, -0.32, 0.92);
    Field spots =
        Forms.disc(0, -0.5, 0.2)
            .or(Forms.disc(0.52, -0.25, 0.16).mirrored())
            .or(Forms.disc(0.2, -0.06, 0.12))
            .or(Forms.disc(-0.28, -0.12, 0.1))
            .and(dome.grown(-0.02));
    return new Emblem(
        cap,
        dome.or(stem),
        List.of(
            new Layer(
                stem, Ink.between(pale, pale.times(0.7), (x, y) -> Math.min(1, Math.abs(2 * x)))),
            new Layer(dome, Ink.body(random, cap)),
            new Layer(spots, pale)));
  }
}
