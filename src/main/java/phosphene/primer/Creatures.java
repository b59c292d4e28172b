package phosphene.primer;

import java.util.ArrayList;
import java.util.List;

/** Animals. */
final class Creatures {
  private Creatures() {}

  /** A head with pointed ears, slit eyes, nose and whiskers. */
  static Emblem cat(RandomChoices random) {
    Rgb fur = random.chance(0.4) ? Colors.near(random, 30, 10) : Colors.any(random);
    Rgb iris = Colors.apart(random, fur, Rgb.gray(0.05));
    Rgb line = fur.luma() > 0.35 ? Colors.dark(random) : Colors.light(random);
    Rgb pink = Rgb.hsv(0.97, random.between(0.3, 0.6), 0.9);
    Field head = Forms.ellipse(0, 0.2, 0.82, 0.7);
    Field ears = Forms.polygon(0.12, -0.35, 0.72, -0.98, 0.8, 0.1).mirrored();
    Field inner = Forms.polygon(0.36, -0.4, 0.64, -0.75, 0.68, -0.2).mirrored();
    Field eyes = Forms.ellipse(0.34, 0.05, 0.2, 0.17).mirrored();
    Field slits = Forms.ellipse(0.34, 0.05, 0.06, 0.16).mirrored();
    Field nose = Forms.polygon(-0.12, 0.34, 0.12, 0.34, 0, 0.48);
    Field mouth =
        Forms.line(0, 0.46, 0, 0.56, 0.025).or(Forms.line(0, 0.56, 0.2, 0.66, 0.025).mirrored());
    Field whiskers =
        Forms.line(0.3, 0.45, 0.95, 0.34, 0.022)
            .or(Forms.line(0.3, 0.52, 0.95, 0.58, 0.022))
            .mirrored();
    return new Emblem(
        fur,
        head.or(ears),
        List.of(
            new Layer(ears, fur.times(0.9)),
            new Layer(inner, pink),
            new Layer(head, Ink.body(random, fur)),
            new Layer(eyes, iris),
            new Layer(slits, Rgb.gray(0.03)),
            new Layer(nose, pink),
            new Layer(mouth.or(whiskers), line)));
  }

  /** Four wings with spots about a thin body. */
  static Emblem butterfly(RandomChoices random) {
    Rgb wing = Colors.vivid(random);
    Rgb edge = wing.luma() > 0.3 ? Colors.dark(random) : Colors.light(random);
    Rgb spot = Colors.apart(random, wing);
    Field upper = Forms.ellipse(0, 0, 0.6, random.between(0.36, 0.44)).turned(-0.7);
    Field lower = Forms.ellipse(0, 0, 0.42, random.between(0.3, 0.36)).turned(0.8);
    Field wings = upper.moved(0.5, -0.38).or(lower.moved(0.4, 0.45)).mirrored();
    Field spots = Forms.disc(0.62, -0.45, 0.17).or(Forms.disc(0.46, 0.5, 0.13)).mirrored();
    Field body = Forms.ellipse(0, 0, 0.09, 0.6);
    Field feelers = Forms.line(0, -0.5, 0.25, -0.92, 0.025).mirrored();
    return new Emblem(
        wing,
        wings.or(body),
        List.of(
            new Layer(wings, edge),
            new Layer(wings.grown(-0.08), Ink.body(random, wing)),
            new Layer(spots, spot),
            new Layer(body.or(feelers), edge)));
  }

  /** Looking left: body, tail, fins, bands and an eye. */
  static Emblem fish(RandomChoices random) {
    Rgb scales = Colors.vivid(random);
    Rgb fin = Colors.variant(random, scales, 0.4);
    Rgb band = Colors.apart(random, scales);
    double thick = random.between(0.4, 0.56);
    Field body = Forms.ellipse(-0.2, 0, 0.75, thick);
    Field tail = Forms.polygon(0.35, 0, 0.95, -0.52, 0.82, 0, 0.95, 0.52);
    Field fins =
        Forms.polygon(-0.45, -thick * 0.7, 0.05, -thick - 0.25, 0.3, -thick * 0.6)
            .or(Forms.polygon(-0.3, thick * 0.7, 0, thick + 0.2, 0.1, thick * 0.7));
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(tail.or(fins), fin));
    layers.add(new Layer(body, Ink.body(random, scales)));
    if (random.chance(0.6)) {
      Field bands = Forms.box(-0.2, 0, 0.07, 1, 0).or(Forms.box(0.15, 0, 0.07, 1, 0));
      layers.add(new Layer(bands.and(body), band));
    }
    layers.add(new Layer(Forms.disc(-0.62, -0.1, 0.13), Rgb.gray(0.95)));
    layers.add(new Layer(Forms.disc(-0.64, -0.1, 0.07), Rgb.gray(0.03)));
    return new Emblem(scales, body.or(tail).or(fins), layers);
  }

  /** From above: a dome with a seam and dots, the head up. */
  static Emblem ladybird(RandomChoices random) {
    Rgb shell = Colors.loosely(random, 8, 16);
    if (shell.luma() < 0.2) {
      shell = shell.to(Rgb.gray(1), 0.25);
    }
    Rgb black = Rgb.gray(random.between(0.01, 0.1));
    Field dome = Forms.ellipse(0, 0.15, 0.78, 0.8);
    Field head = Forms.ellipse(0, -0.62, 0.42, 0.33);
    Field seam = Forms.line(0, -0.6, 0, 0.93, 0.04);
    Field dots =
        Forms.disc(0.4, -0.2, random.between(0.14, 0.19))
            .or(Forms.disc(0.28, 0.22, 0.15))
            .or(Forms.disc(0.42, 0.55, 0.13))
            .mirrored();
    Field legs =
        Forms.line(0.6, -0.2, 0.95, -0.4, 0.04)
            .or(Forms.line(0.7, 0.2, 1, 0.2, 0.04))
            .or(Forms.line(0.6, 0.55, 0.92, 0.8, 0.04))
            .mirrored();
    Field eyes = Forms.disc(0.22, -0.7, 0.09).mirrored();
    Rgb light = shell.to(Rgb.gray(1), 0.3);
    Ink sheen = Ink.between(light, shell, (x, y) -> Math.min(1, x * x + y * y));
    return new Emblem(
        shell,
        dome.or(head),
        List.of(
            new Layer(legs.or(head), black),
            new Layer(dome, sheen),
            new Layer(seam.or(dots).and(dome), black),
            new Layer(eyes, Rgb.gray(0.95))));
  }

  /** A winding body with bands, a head with an eye. */
  static Emblem snake(RandomChoices random) {
    Rgb skin = Colors.loosely(random, 100, 40);
    Rgb band = Colors.apart(random, skin);
    double high = random.between(0.36, 0.5);
    double often = random.between(4.2, 5.4);
    double thick = random.between(0.14, 0.19);
    double phase = random.between(3, 4);
    Field spine = (x, y) -> high * StrictMath.sin(often * x + phase);
    Field body = winding(spine, thick);
    double neck = spine.at(0.72, 0);
    Field head = Forms.ellipse(0.76, neck, 0.25, 0.21);
    double rate = random.between(2, 3.5);
    Ink bands = Ink.between(skin, band, (x, y) -> Ink.soft(rate * x));
    return new Emblem(
        skin,
        body.or(head),
        List.of(
            new Layer(body, bands),
            new Layer(head, skin),
            new Layer(Forms.disc(0.82, neck - 0.05, 0.085), Rgb.gray(0.95)),
            new Layer(Forms.disc(0.84, neck - 0.05, 0.045), Rgb.gray(0.02))));
  }

  /** A body of a thickness along a curve y of x from -0.9 to 0.72, thin at its left end. */
  private static Field winding(Field spine, double thick) {
    int count = 24;
    double[] xs = new double[count];
    double[] ys = new double[count];
    for (int i = 0; i < count; i++) {
      xs[i] = -0.9 + 1.62 * i / (count - 1);
      ys[i] = spine.at(xs[i], 0);
    }
    List<Field> pieces = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      // The tail grows to its full width over a third of the length.
      double width = thick * Math.min(1, 0.2 + 2.5 * i / count);
      pieces.add(Forms.line(xs[i - 1], ys[i - 1], xs[i], ys[i], width));
    }
    return (x, y) -> {
      double nearest = Double.MAX_VALUE;
      for (Field piece : pieces) {
        nearest = Math.min(nearest, piece.at(x, y));
      }
      return nearest;
    };
  }
}
