package phosphene.primer;

import java.util.List;

/** Soft fields of colors with blobs, and a sunset. */
final class ColorFields {
  private ColorFields() {}

  static void warmToCool(Canvas canvas, RandomChoices random) {
    Rgb warm = Rgb.hsv(random.between(-0.03, 0.12), random.between(0.6, 1), random.between(0.7, 1));
    Rgb cool = Rgb.hsv(random.between(0.48, 0.66), random.between(0.5, 1), random.between(0.5, 1));
    double steep = random.between(0.4, 0.9);
    Ink ink = Ink.between(warm, cool, (x, y) -> share(steep * x));
    for (int i = random.upTo(3); i > 0; i--) {
      double x = random.within(1);
      ink = blob(random, ink, x, (x < 0 ? warm : cool).times(random.between(0.7, 1.4)));
    }
    Pose pose = Pose.of(random, random.within(0.3), random.within(0.3), 1, Math.PI);
    canvas.paint(Layer.all(ink), pose);
  }

  static void green(Canvas canvas, RandomChoices random) {
    oneHue(canvas, random, 0.22, 0.43);
  }

  static void violet(Canvas canvas, RandomChoices random) {
    oneHue(canvas, random, 0.72, 0.86);
  }

  private static void oneHue(Canvas canvas, RandomChoices random, double low, double high) {
    double value = random.between(0.35, 0.9);
    Rgb from = Rgb.hsv(random.between(low, high), random.between(0.4, 1), value);
    double other = Math.max(0.2, Math.min(1, value + random.within(0.4)));
    Rgb to = Rgb.hsv(random.between(low, high), random.between(0.3, 1), other);
    Ink ink = Ink.between(from, to, (x, y) -> share(0.6 * x));
    for (int i = 1 + random.upTo(4); i > 0; i--) {
      Rgb color =
          Rgb.hsv(random.between(low, high), random.between(0.3, 1), random.between(0.25, 1));
      ink = blob(random, ink, random.within(1), color);
    }
    canvas.paint(Layer.all(ink), Pose.of(random, 0, 0, 1, Math.PI));
  }

  /** An ink with a soft spot on it. */
  private static Ink blob(RandomChoices random, Ink ink, double x, Rgb color) {
    double y = random.within(1);
    double radius = random.between(0.3, 0.9);
    double strength = random.between(0.4, 0.9);
    return (u, v) -> {
      double away = ((u - x) * (u - x) + (v - y) * (v - y)) / (radius * radius);
      double share = Math.max(0, 1 - away);
      return ink.at(u, v).to(color, strength * share * share);
    };
  }

  /** A sky from deep to glowing, a low sun, dark ground or sea. */
  static void sunset(Canvas canvas, RandomChoices random) {
    Rgb high =
        Rgb.hsv(random.between(0.58, 0.9), random.between(0.5, 0.9), random.between(0.25, 0.7));
    Rgb low = Rgb.hsv(random.between(-0.04, 0.13), random.between(0.6, 1), random.between(0.85, 1));
    double horizon = random.between(0.1, 0.6);
    Pose pose = Pose.of(random, 0, 0, 1, 0.1);
    Ink sky = Ink.between(high, low, (x, y) -> share((y - horizon) * 1.1 + 0.6));
    canvas.paint(Layer.all(sky), pose);
    Rgb sun = Rgb.hsv(random.between(-0.02, 0.16), random.between(0.2, 0.9), 1);
    double x = random.within(0.6);
    double y = horizon - random.between(-0.1, 0.3);
    double radius = random.between(0.18, 0.42);
    for (double halo : List.of(1.8, 1.5, 1.2)) {
      canvas.paint(new Layer(Forms.disc(x, y, radius * halo), Ink.of(sun), 0.2), pose);
    }
    canvas.paint(new Layer(Forms.disc(x, y, radius), sun), pose);
    Noise hills = new Noise(random);
    double rough = random.chance(0.5) ? 0 : random.between(0.1, 0.4);
    Rgb ground = Colors.dark(random);
    Field land = (u, v) -> horizon - rough * hills.at(2.5 * u, 0) - v;
    canvas.paint(new Layer(land, Ink.between(ground, high, (u, v) -> share(v - 0.8))), pose);
  }

  private static double share(double at) {
    return Math.max(0, Math.min(1, 0.5 + 0.5 * at));
  }
}
