package phosphene.primer;

import java.util.List;

/** Patterns of dots, rings and spirals. */
final class Rounds {
  private Rounds() {}

  static void darkSpots(Picture picture, RandomChoices dice) {
    spots(picture, dice, Colors.light(dice).to(Colors.vivid(dice), 0.2), Colors.dark(dice));
  }

  static void lightSpots(Picture picture, RandomChoices dice) {
    Rgb ground = Colors.dark(dice).to(Colors.vivid(dice), dice.between(0, 0.3));
    spots(picture, dice, ground, Colors.light(dice));
  }

  private static void spots(Picture picture, RandomChoices dice, Rgb ground, Rgb spot) {
    double jitter = dice.chance(0.4) ? 0 : dice.between(0.05, 0.2);
    double smallest = dice.between(0.18, 0.28);
    Field discs = new ScatteredDiscs(new Noise(dice), jitter, smallest, dice.between(0.28, 0.38));
    Pose pose = Pose.pattern(dice, dice.between(3, 8), Math.PI);
    picture.paint(Layer.all(Ink.body(dice, ground)), pose);
    picture.paint(new Layer(discs, spot), pose);
  }

  /** Small bright pieces of many colours. */
  static void confetti(Picture picture, RandomChoices dice) {
    Rgb ground = Colors.any(dice);
    Noise noise = new Noise(dice);
    boolean round = dice.chance(0.4);
    Pose pose = Pose.pattern(dice, dice.between(4, 7.5), Math.PI);
    picture.paint(Layer.all(Ink.of(ground)), pose);
    for (int i = 0; i < 2; i++) {
      picture.paint(pieces(noise, round, 5 * i), pose);
    }
  }

  private static Layer pieces(Noise noise, boolean round, int which) {
    Field shape =
        (x, y) -> {
          long i = (long) Math.floor(x);
          long j = (long) Math.floor(y);
          double angle = 2 * Math.PI * noise.cell(i, j, which + 1);
          double u = x - i - 0.5 - 0.4 * (noise.cell(i, j, which + 2) - 0.5);
          double v = y - j - 0.5 - 0.4 * (noise.cell(i, j, which + 3) - 0.5);
          if (round) {
            return Math.sqrt(u * u + v * v) - 0.26;
          }
          double cos = StrictMath.cos(angle);
          double sin = StrictMath.sin(angle);
          return Math.max(Math.abs(cos * u + sin * v) - 0.29, Math.abs(cos * v - sin * u) - 0.15);
        };
    Field place = which == 0 ? shape : shape.moved(0.5, 0.5);
    double shift = which == 0 ? 0 : 0.5;
    Ink ink =
        (x, y) -> {
          long i = (long) Math.floor(x - shift);
          long j = (long) Math.floor(y - shift);
          return Rgb.hsv(
              noise.cell(i, j, which + 4),
              0.6 + 0.4 * noise.cell(i, j, which + 6),
              0.65 + 0.35 * noise.cell(i, j, which + 7));
        };
    return new Layer(place, ink);
  }

  /** Rings about one middle; the whole picture or a disc on a backdrop. */
  static void target(Picture picture, RandomChoices dice) {
    Rgb first = Colors.any(dice);
    Rgb second = Colors.apart(dice, first);
    List<Rgb> colours =
        dice.chance(0.3)
            ? List.of(first, second, Colors.apart(dice, first, second))
            : List.of(first, second);
    double rings = dice.between(2, 5.5);
    double phase = dice.between(0, 1);
    Field away = (x, y) -> rings * Math.sqrt(x * x + y * y) + phase;
    if (dice.chance(0.35)) {
      Ink soft = Ink.between(first, second, (x, y) -> Ink.soft(away.at(x, y) * 0.8));
      wound(picture, dice, first, List.of(Layer.all(soft)));
      return;
    }
    Ink hard =
        (x, y) -> {
          double at = away.at(x, y) * 1.5;
          long ring = (long) Math.floor(at);
          Rgb here = colours.get((int) (ring % colours.size()));
          Rgb next = colours.get((int) ((ring + 1) % colours.size()));
          // Edges are an eighth of a ring wide.
          return here.to(next, Math.max(0, (at - ring - 0.875) * 8));
        };
    wound(picture, dice, first, List.of(Layer.all(hard)));
  }

  /** Spirals that run outwards clockwise (1) or anticlockwise (-1), as seen. */
  static Painting spiral(int way) {
    return (picture, dice) -> {
      Rgb first = Colors.any(dice);
      Rgb second = Colors.apart(dice, first);
      int arms = 1 + dice.upTo(2);
      double turns = arms * dice.between(0.9, 1.4) + 0.6;
      double phase = dice.between(0, 1);
      double share = dice.between(0.35, 0.65);
      double swell = dice.between(0.6, 1);
      Field winding =
          (x, y) -> {
            double radius = StrictMath.pow(x * x + y * y, swell / 2);
            return turns * radius + phase - way * arms * StrictMath.atan2(y, x) / (2 * Math.PI);
          };
      Field bands = Forms.bands(share);
      Layer arm =
          dice.chance(0.35)
              ? Layer.all(Ink.between(first, second, (x, y) -> Ink.soft(winding.at(x, y))))
              : new Layer((x, y) -> bands.at(winding.at(x, y), 0) / turns, second);
      wound(picture, dice, first, List.of(Layer.all(Ink.of(first)), arm));
    };
  }

  /** Layers about a middle, over the whole picture or within a disc. */
  private static void wound(Picture picture, RandomChoices dice, Rgb main, List<Layer> layers) {
    boolean whole = dice.chance(0.6);
    double size = whole ? dice.between(0.8, 1.2) : dice.between(0.6, 0.95);
    double room = whole ? 0.4 : 1.05 - size;
    Pose pose = Pose.of(dice, dice.within(room), dice.within(room), size, Math.PI);
    if (!whole) {
      Backdrop.paint(picture, dice, main);
    }
    Field disc = Forms.disc(0, 0, whole ? 9 : 1);
    for (Layer layer : layers) {
      picture.paint(new Layer(layer.shape().and(disc), layer.ink()), pose);
    }
  }

  /** Interlocked rings in rows. */
  static void chain(Picture picture, RandomChoices dice) {
    Rgb odd = Colors.loosely(dice, 45, 15);
    Rgb even = dice.chance(0.5) ? odd : Colors.any(dice);
    Rgb edge = odd.luma() > 0.4 ? Colors.dark(dice) : Colors.light(dice);
    Backdrop.paint(picture, dice, odd, even);
    double apart = dice.between(2, 2.8);
    double width = dice.between(0.1, 0.16);
    Pose pose = Pose.pattern(dice, dice.between(2.4, 5), Math.PI);
    for (int parity = 0; parity < 2; parity++) {
      Field rings = rings(parity, apart, width);
      picture.paint(new Layer(rings.grown(0.06), edge), pose);
      picture.paint(new Layer(rings, parity == 0 ? even : odd), pose);
    }
  }

  /** Every second ring of each row. */
  private static Field rings(int parity, double apart, double width) {
    return (x, y) -> {
      double u = x - parity - 2 * Math.rint((x - parity) / 2);
      double v = y - apart * Math.rint(y / apart);
      return Math.abs(Math.sqrt(u * u + v * v) - 0.6) - width;
    };
  }
}
