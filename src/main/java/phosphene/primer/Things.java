package phosphene.primer;

import java.util.ArrayList;
import java.util.List;

/** Eyes, faces, feathers and houses. */
final class Things {
  private Things() {}

  /** A white almond with iris, pupil and a light in it; lids, at times lashes. */
  static Emblem eye(RandomChoices random) {
    Rgb iris = Colors.vivid(random);
    Rgb lid = Colors.dark(random);
    double open = random.between(0.55, 0.95);
    double radius = Math.sqrt(0.9 + open * open);
    Field almond = Forms.disc(0, open, radius).and(Forms.disc(0, -open, radius));
    double gaze = random.within(0.15);
    double wide = Math.min(0.42, radius - open - 0.02);
    List<Layer> layers = new ArrayList<>();
    if (random.chance(0.4)) {
      for (double x : List.of(-0.55, -0.28, 0.0, 0.28, 0.55)) {
        layers.add(new Layer(Forms.line(x, -0.2, x * 1.35, -0.78 + x * x * 0.5, 0.04), lid));
      }
    }
    layers.add(new Layer(almond.grown(0.08), lid));
    layers.add(new Layer(almond, Rgb.gray(random.between(0.88, 1))));
    Field ring = Forms.disc(gaze, 0, wide).and(almond);
    layers.add(new Layer(ring, iris.times(0.5)));
    layers.add(new Layer(Forms.disc(gaze, 0, wide - 0.06).and(almond), iris));
    layers.add(new Layer(Forms.disc(gaze, 0, wide * random.between(0.4, 0.55)), Rgb.gray(0.02)));
    layers.add(new Layer(Forms.disc(gaze + 0.12, -0.12, 0.085), Rgb.gray(1)));
    return new Emblem(Rgb.gray(0.95), almond.grown(0.08), layers);
  }

  /** A round head with two eyes and a mouth that smiles, frowns or is open. */
  static Emblem face(RandomChoices random) {
    Rgb skin = random.chance(0.35) ? Colors.near(random, 50, 8) : Colors.any(random);
    Rgb ink = skin.luma() > 0.35 ? Colors.dark(random) : Colors.light(random);
    Field head = Forms.ellipse(0, 0, random.between(0.8, 0.95), 0.93);
    double apart = random.between(0.28, 0.38);
    Field eyes = Forms.ellipse(apart, -0.25, 0.12, random.between(0.12, 0.2)).mirrored();
    double mood = random.between(0, 1);
    Field mouth;
    if (mood < 0.6) {
      mouth = Forms.disc(0, 0.05, 0.52).rim(0.12).minus(Forms.above(0.22));
    } else if (mood < 0.8) {
      mouth = Forms.disc(0, 0.75, 0.42).rim(0.12).and(Forms.above(0.58));
    } else {
      mouth = Forms.ellipse(0, 0.42, 0.24, 0.2);
    }
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(head, Ink.body(random, skin)));
    if (random.chance(0.4)) {
      Rgb white = Rgb.gray(0.97);
      layers.add(new Layer(Forms.disc(apart, -0.25, 0.24).mirrored(), white));
      layers.add(new Layer(Forms.disc(apart, -0.25, 0.11).mirrored(), Rgb.gray(0.03)));
    } else {
      layers.add(new Layer(eyes, ink));
    }
    layers.add(new Layer(mouth, ink));
    return new Emblem(skin, head, layers);
  }

  /** A peacock's feather: barbs about nested eyes, the quill down. */
  static Emblem feather(RandomChoices random) {
    Rgb barb = Colors.loosely(random, 140, 30);
    Rgb gold = Colors.loosely(random, 42, 12);
    Rgb blue = Colors.loosely(random, 195, 20);
    Rgb heart = Rgb.hsv(random.between(0.6, 0.75), 0.9, random.between(0.15, 0.4));
    Field vane = Forms.ellipse(0, -0.15, 0.7, 0.82);
    Rgb deep = barb.times(0.5);
    double rate = random.between(9, 13);
    Ink barbs = Ink.between(barb, deep, (x, y) -> Ink.soft(rate * (y + 0.9 * Math.abs(x)) / 3));
    return new Emblem(
        barb,
        vane,
        List.of(
            new Layer(Forms.line(0, 0.3, 0, 1, 0.05), gold.times(0.7)),
            new Layer(vane, barbs),
            new Layer(Forms.ellipse(0, -0.25, 0.47, 0.52), gold),
            new Layer(Forms.ellipse(0, -0.2, 0.35, 0.38), blue),
            new Layer(Forms.ellipse(0, -0.15, 0.2, 0.22).minus(Forms.disc(0, 0.06, 0.08)), heart)));
  }

  /** Walls, a gable roof, a door and windows. */
  static Emblem house(RandomChoices random) {
    Rgb wall = Colors.any(random);
    Rgb roof = random.chance(0.5) ? Colors.near(random, 8, 15) : Colors.any(random);
    if (roof.contrast(wall) < 0.3) {
      roof = Colors.apart(random, wall);
    }
    Rgb door = Colors.apart(random, wall);
    Rgb glass = random.chance(0.5) ? Colors.near(random, 55, 8) : Colors.apart(random, wall);
    Field walls = Forms.box(0, 0.4, 0.7, 0.52, 0);
    Field gable = Forms.polygon(0, random.between(-1, -0.8), 0.95, -0.08, -0.95, -0.08);
    double side = random.sign() * 0.28;
    Field window = Forms.box(-side, 0.28, 0.19, 0.17, 0);
    Field bars = Forms.box(-side, 0.28, 0.02, 0.17, 0).or(Forms.box(-side, 0.28, 0.19, 0.02, 0));
    List<Layer> layers = new ArrayList<>();
    if (random.chance(0.5)) {
      layers.add(new Layer(Forms.box(-0.45, -0.55, 0.11, 0.3, 0), wall.times(0.6)));
    }
    layers.add(new Layer(walls, Ink.body(random, wall)));
    layers.add(new Layer(gable, Ink.body(random, roof)));
    layers.add(new Layer(Forms.box(side, 0.56, 0.18, 0.36, 0), door));
    layers.add(new Layer(window, glass));
    layers.add(new Layer(bars, wall.times(0.4)));
    return new Emblem(wall, walls.or(gable), layers);
  }
}
