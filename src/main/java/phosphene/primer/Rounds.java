package phosphene.primer;

import java.util.List;

/** Patterns of dots, rings and spirals. */
final class Rounds {
  private Rounds() {}

  static void darkSpots(Canvas canvas, RandomChoices random) {
    spots(canvas, random, Colors.light(random).to(Colors.vivid(random), 0.2), Colors.dark(random));
  }

  static void lightSpots(Canvas canvas, RandomChoices random) {
    Rgb ground = Colors.dark(random).to(Colors.vivid(random), random.between(0, 0.3));
    spots(canvas, random, ground, Colors.light(random));
  }

  private static void spots(Canvas canvas, RandomChoices random, Rgb ground, Rgb spot) {
    double jitter = random.chance(0.4) ? 0 : random.between(0.05, 0.2);
    double smallest = random.between(0.18, 0.28);
    Field discs =
        new ScatteredDiscs(new Noise(random), jitter, smallest, random.between(0.28, 0.38));
    Pose pose = Pose.pattern(random, random.between(3, 8), Math.PI);
    canvas.paint(Layer.all(Ink.body(random, ground)), pose);
    canvas.paint(new Layer(discs, spot), pose);
  }

  /** Small bright pieces of many colors. */
  static void confetti(Canvas canvas, RandomChoices random) {
    Rgb ground = Colors.any(random);
    Noise noise = new Noise(random);
    boolean round = random.chance(0.4);
    Pose pose = Pose.pattern(random, random.between(4, 7.5), Math.PI);
    canvas.paint(Layer.all(Ink.of(ground)), pose);
    for (int i = 0; i < 2; i++) {
      canvas.paint(pieces(noise, round, 5 * i), pose);
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

  /** Rings about one middle; the whole image or a disc on a backdrop. */
  static void target(Canvas canvas, RandomChoices random) {
    Rgb first = Colors.any(random);
    Rgb second = Colors.apart(random, first);
    List<Rgb> colors =
        random.chance(0.3)
            ? List.of(first, second, Colors.apart(random, first, second))
            : List.of(first, second);
    double rings = random.between(2, 5.5);
    double phase = random.between(0, 1);
    Field away = (x, y) -> rings * Math.sqrt(x * x + y * y) + phase;
    if (random.chance(0.35)) {
      Ink soft = Ink.between(first, second, (x, y) -> Ink.soft(away.at(x, y) * 0.8));
      wound(canvas, random, first, List.of(Layer.all(soft)));
      return;
    }
    Ink hard =
        (x, y) -> {
          double at = away.at(x, y) * 1.5;
          long ring = (long) Math.floor(at);
          Rgb here = colors.get((int) (ring % colors.size()));
          Rgb next = colors.get((int) ((ring + 1) % colors.size()));
          // Edges are an eighth of a ring wide.
          return here.to(next, Math.max(0, (at - ring - 0.875) * 8));
        };
    wound(canvas, random, first, List.of(Layer.all(hard)));
  }

  /** Spirals that run outwards clockwise (1) or anticlockwise (-1), as seen. */
  static Painting spiral(int way) {
    return (canvas, random) -> {
      Rgb first = Colors.any(random);
      Rgb second = Colors.apart(random, first);
      int arms = 1 + random.upTo(2);
      double turns = arms * random.between(0.9, 1.4) + 0.6;
      double phase = random.between(0, 1);
      double share = random.between(0.35, 0.65);
      double swell = random.between(0.6, 1);
      Field winding =
          (x, y) -> {
            double radius = StrictMath.pow(x * x + y * y, swell / 2);
            return turns * radius + phase - way * arms * StrictMath.atan2(y, x) / (2 * Math.PI);
          };
      Field bands = Forms.bands(share);
      Layer arm =
          random.chance(0.35)
              ? Layer.all(Ink.between(first, second, (x, y) -> Ink.soft(winding.at(x, y))))
              : new Layer((x, y) -> bands.at(winding.at(x, y), 0) / turns, second);
      wound(canvas, random, first, List.of(Layer.all(Ink.of(first)), arm));
    };
  }

  /** Layers about a middle, over the whole image or within a disc. */
  private static void wound(Canvas canvas, RandomChoices random, Rgb main, List<Layer> layers) {
    boolean whole = random.chance(0.6);
    double size = whole ? random.between(0.8, 1.2) : random.between(0.6, 0.95);
    double room = whole ? 0.4 : 1.05 - size;
    Pose pose = Pose.of(random, random.within(room), random.within(room), size, Math.PI);
    if (!whole) {
      Backdrop.paint(canvas, random, main);
    }
    Field disc = Forms.disc(0, 0, whole ? 9 : 1);
    for (Layer layer : layers) {
      canvas.paint(new Layer(layer.shape().and(disc), layer.ink()), pose);
    }
  }

  /** Interlocked rings in rows. */
  static void chain(Canvas canvas, RandomChoices random) {
    Rgb odd = Colors.loosely(random, 45, 15);
    Rgb even = random.chance(0.5) ? odd : Colors.any(random);
    Rgb edge = odd.luma() > 0.4 ? Colors.dark(random) : Colors.light(random);
    Backdrop.paint(canvas, random, odd, even);
    double apart = random.between(2, 2.8);
    double width = random.between(0.1, 0.16);
    Pose pose = Pose.pattern(random, random.between(2.4, 5), Math.PI);
    for (int parity = 0; parity < 2; parity++) {
      Field rings = rings(parity, apart, width);
      canvas.paint(new Layer(rings.grown(0.06), edge), pose);
      canvas.paint(new Layer(rings, parity == 0 ? even : odd), pose);
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
