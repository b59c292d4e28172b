package phosphene.primer;

/** Surfaces of things: scales, bricks, combs, wood, clouds, grain. */
final class Surfaces {
  private static final double SLIGHT = Math.toRadians(12);

  private Surfaces() {}

  /** Rows of overlapping round scales, their tips down. */
  static void fishScales(Picture picture, RandomChoices dice) {
    Rgb colour = Colors.vivid(dice);
    Rgb tip = Colors.variant(dice, colour, dice.between(0.3, 0.7));
    Rgb edge = Colors.apart(dice, colour);
    Noise noise = new Noise(dice);
    double motley = dice.between(0, 0.5);
    double line = dice.between(0.05, 0.1);
    Ink ink =
        (x, y) -> {
          long row = (long) Math.floor((y - 0.62) / 0.5);
          double away = 1;
          double middle = 0;
          while (away > 0.62) {
            row++;
            double shift = (row & 1) / 2.0;
            middle = Math.rint(x - shift) + shift;
            double dx = x - middle;
            double dy = y - row * 0.5;
            away = Math.sqrt(dx * dx + dy * dy);
          }
          double shade = noise.cell((long) Math.floor(middle), row);
          Rgb scale = colour.to(tip, away * away * 2).times(1 - motley * shade);
          return scale.to(edge, Math.max(0, Math.min(1, (away - 0.62 + line + 0.03) / 0.06)));
        };
    picture.paint(Layer.all(ink), Pose.pattern(dice, dice.between(2.5, 6), SLIGHT));
  }

  static void bricks(Picture picture, RandomChoices dice) {
    Rgb colour = Colors.loosely(dice, 12, 15);
    Rgb mortar = Colors.apart(dice, colour);
    Noise noise = new Noise(dice);
    double joint = dice.between(0.03, 0.06);
    double motley = dice.between(0.1, 0.5);
    Field wall =
        (x, y) -> {
          double u = x + (rowOf(y) & 1) / 2.0;
          double dx = Math.abs(u - Math.floor(u) - 0.5) - 0.5;
          double dy = Math.abs(y - rowOf(y) / 2.0 - 0.25) - 0.25;
          return Math.max(dx, dy) + joint;
        };
    Ink ink =
        (x, y) -> {
          long row = rowOf(y);
          long place = (long) Math.floor(x + (row & 1) / 2.0);
          return colour.times(1 - motley * noise.cell(place, row));
        };
    Pose pose = Pose.pattern(dice, dice.between(1.8, 4.2), SLIGHT);
    picture.paint(Layer.all(Ink.of(mortar)), pose);
    picture.paint(new Layer(wall, ink), pose);
  }

  private static long rowOf(double y) {
    return (long) Math.floor(2 * y);
  }

  /** Hexagonal cells with walls. */
  static void honeycomb(Picture picture, RandomChoices dice) {
    Rgb cell = Colors.loosely(dice, 42, 12);
    Rgb wall = Colors.apart(dice, cell);
    Rgb hollow = Colors.variant(dice, cell, dice.between(0, 0.6));
    double thick = dice.between(0.05, 0.12);
    Field comb = (x, y) -> hexagon(x, y) + thick;
    Ink ink = Ink.between(hollow, cell, (x, y) -> Math.min(1, -2 * hexagon(x, y)));
    Pose pose = Pose.pattern(dice, dice.between(2.5, 6), Math.PI);
    picture.paint(Layer.all(Ink.of(wall)), pose);
    picture.paint(new Layer(comb, ink), pose);
  }

  /** How far a point is inside its cell of a comb, negated; cells are one unit across. */
  private static double hexagon(double x, double y) {
    double tall = Math.sqrt(3);
    double u = x - Math.rint(x);
    double v = y - tall * Math.rint(y / tall);
    double u2 = x - 0.5 - Math.rint(x - 0.5);
    double v2 = y - tall / 2 - tall * Math.rint((y - tall / 2) / tall);
    boolean first = u * u + v * v < u2 * u2 + v2 * v2;
    double a = Math.abs(first ? u : u2);
    double b = Math.abs(first ? v : v2);
    return Math.max(a, a / 2 + b * tall / 2) - 0.5;
  }

  /** The drawn-out rings of sawn wood, about a knot. */
  static void wood(Picture picture, RandomChoices dice) {
    Rgb light = Colors.loosely(dice, 30, 12);
    Rgb dark = light.times(dice.between(0.3, 0.6));
    Noise noise = new Noise(dice);
    double rings = dice.between(3.5, 6);
    double drawn = dice.between(0.2, 0.4);
    double unrest = dice.between(0.8, 1.8);
    double knotX = dice.within(0.9);
    double knotY = dice.within(0.8);
    Field grain =
        (x, y) -> {
          double u = (x - knotX) * drawn;
          double v = y - knotY;
          double at = rings * Math.sqrt(u * u + v * v + 0.004) + unrest * noise.at(2 * x, 3 * y);
          double saw = at - Math.floor(at);
          double fibre = 0.25 * (noise.at(3 * x, 28 * y) - 0.5);
          return Math.max(0, Math.min(1, (saw < 0.85 ? saw / 0.85 : (1 - saw) / 0.15) + fibre));
        };
    Pose pose = Pose.of(dice, 0, 0, dice.between(0.8, 1.2), Math.PI);
    picture.paint(Layer.all(Ink.between(light, dark, grain)), pose);
    Field knot = Forms.ellipse(knotX, knotY, 0.16, 0.09);
    picture.paint(new Layer(knot, Ink.of(dark.times(0.6)), 0.8), pose);
  }

  static void clouds(Picture picture, RandomChoices dice) {
    Rgb sky = Colors.loosely(dice, 212, 20);
    Rgb cloud = dice.chance(0.6) ? Rgb.grey(dice.between(0.8, 1)) : Colors.apart(dice, sky);
    Noise noise = new Noise(dice);
    double stretch = dice.between(0.6, 1);
    double crisp = dice.between(1.3, 2);
    Field share =
        (x, y) -> {
          double rough = noise.rough(stretch * x, y, 5);
          return Math.max(0, Math.min(1, 0.5 + crisp * (rough - 0.5)));
        };
    Pose pose = Pose.pattern(dice, dice.between(2.6, 5), 0.4);
    picture.paint(Layer.all(Ink.between(sky, cloud, share)), pose);
  }

  /** Grains of one or two pixels, of two colours or of all. */
  static void grain(Picture picture, RandomChoices dice) {
    Rgb first = Colors.any(dice);
    Rgb second = Colors.apart(dice, first);
    Noise noise = new Noise(dice);
    double many = dice.chance(0.5) ? 0 : dice.between(0.3, 1);
    Ink ink =
        (x, y) -> {
          Rgb plain = first.to(second, Math.max(0, Math.min(1, 2 * noise.at(x, y) - 0.5)));
          long i = (long) Math.floor(x);
          long j = (long) Math.floor(y);
          return plain.to(Rgb.hsv(noise.cell(i, j, 1), 0.8, noise.cell(i, j, 2)), many);
        };
    picture.paint(Layer.all(ink), Pose.pattern(dice, dice.between(26, 46), Math.PI));
  }
}
