package phosphene.primer;

import java.util.List;

/** Soft fields of colours with blobs, and a sunset. */
final class ColorFields {
  private ColorFields() {}

  static void warmToCool(Picture picture, RandomChoices dice) {
    Rgb warm = Rgb.hsv(dice.between(-0.03, 0.12), dice.between(0.6, 1), dice.between(0.7, 1));
    Rgb cool = Rgb.hsv(dice.between(0.48, 0.66), dice.between(0.5, 1), dice.between(0.5, 1));
    double steep = dice.between(0.4, 0.9);
    Ink ink = Ink.between(warm, cool, (x, y) -> share(steep * x));
    for (int i = dice.upTo(3); i > 0; i--) {
      double x = dice.within(1);
      ink = blob(dice, ink, x, (x < 0 ? warm : cool).times(dice.between(0.7, 1.4)));
    }
    Pose pose = Pose.of(dice, dice.within(0.3), dice.within(0.3), 1, Math.PI);
    picture.paint(Layer.all(ink), pose);
  }

  static void green(Picture picture, RandomChoices dice) {
    oneHue(picture, dice, 0.22, 0.43);
  }

  static void violet(Picture picture, RandomChoices dice) {
    oneHue(picture, dice, 0.72, 0.86);
  }

  private static void oneHue(Picture picture, RandomChoices dice, double low, double high) {
    double value = dice.between(0.35, 0.9);
    Rgb from = Rgb.hsv(dice.between(low, high), dice.between(0.4, 1), value);
    double other = Math.max(0.2, Math.min(1, value + dice.within(0.4)));
    Rgb to = Rgb.hsv(dice.between(low, high), dice.between(0.3, 1), other);
    Ink ink = Ink.between(from, to, (x, y) -> share(0.6 * x));
    for (int i = 1 + dice.upTo(4); i > 0; i--) {
      Rgb colour = Rgb.hsv(dice.between(low, high), dice.between(0.3, 1), dice.between(0.25, 1));
      ink = blob(dice, ink, dice.within(1), colour);
    }
    picture.paint(Layer.all(ink), Pose.of(dice, 0, 0, 1, Math.PI));
  }

  /** An ink with a soft spot on it. */
  private static Ink blob(RandomChoices dice, Ink ink, double x, Rgb colour) {
    double y = dice.within(1);
    double radius = dice.between(0.3, 0.9);
    double strength = dice.between(0.4, 0.9);
    return (u, v) -> {
      double away = ((u - x) * (u - x) + (v - y) * (v - y)) / (radius * radius);
      double share = Math.max(0, 1 - away);
      return ink.at(u, v).to(colour, strength * share * share);
    };
  }

  /** A sky from deep to glowing, a low sun, dark ground or sea. */
  static void sunset(Picture picture, RandomChoices dice) {
    Rgb high = Rgb.hsv(dice.between(0.58, 0.9), dice.between(0.5, 0.9), dice.between(0.25, 0.7));
    Rgb low = Rgb.hsv(dice.between(-0.04, 0.13), dice.between(0.6, 1), dice.between(0.85, 1));
    double horizon = dice.between(0.1, 0.6);
    Pose pose = Pose.of(dice, 0, 0, 1, 0.1);
    Ink sky = Ink.between(high, low, (x, y) -> share((y - horizon) * 1.1 + 0.6));
    picture.paint(Layer.all(sky), pose);
    Rgb sun = Rgb.hsv(dice.between(-0.02, 0.16), dice.between(0.2, 0.9), 1);
    double x = dice.within(0.6);
    double y = horizon - dice.between(-0.1, 0.3);
    double radius = dice.between(0.18, 0.42);
    for (double halo : List.of(1.8, 1.5, 1.2)) {
      picture.paint(new Layer(Forms.disc(x, y, radius * halo), Ink.of(sun), 0.2), pose);
    }
    picture.paint(new Layer(Forms.disc(x, y, radius), sun), pose);
    Noise hills = new Noise(dice);
    double rough = dice.chance(0.5) ? 0 : dice.between(0.1, 0.4);
    Rgb ground = Colors.dark(dice);
    Field land = (u, v) -> horizon - rough * hills.at(2.5 * u, 0) - v;
    picture.paint(new Layer(land, Ink.between(ground, high, (u, v) -> share(v - 0.8))), pose);
  }

  private static double share(double at) {
    return Math.max(0, Math.min(1, 0.5 + 0.5 * at));
  }
}
