package phosphene.primer;

/** Surfaces of things: scales, bricks, combs, wood, clouds, grain. */
final class Surfaces {
  private static final double SLIGHT = Math.toRadians(12);

  private Surfaces() {}

  /** Rows of overlapping round scales, their tips down. */
  static void fishScales(Canvas canvas, RandomChoices random) {
    Rgb color = Colors.vivid(random);
    Rgb tip = Colors.variant(random, color, random.between(0.3, 0.7));
    Rgb edge = Colors.apart(random, color);
    Noise noise = new Noise(random);
    double motley = random.between(0, 0.5);
    double line = random.between(0.05, 0.1);
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
          Rgb scale = color.to(tip, away * away * 2).times(1 - motley * shade);
          return scale.to(edge, Math.max(0, Math.min(1, (away - 0.62 + line + 0.03) / 0.06)));
        };
    canvas.paint(Layer.all(ink), Pose.pattern(random, random.between(2.5, 6), SLIGHT));
  }

  static void bricks(Canvas canvas, RandomChoices random) {
    Rgb color = Colors.loosely(random, 12, 15);
    Rgb mortar = Colors.apart(random, color);
    Noise noise = new Noise(random);
    double joint = random.between(0.03, 0.06);
    double motley = random.between(0.1, 0.5);
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
          return color.times(1 - motley * noise.cell(place, row));
        };
    Pose pose = Pose.pattern(random, random.between(1.8, 4.2), SLIGHT);
    canvas.paint(Layer.all(Ink.of(mortar)), pose);
    canvas.paint(new Layer(wall, ink), pose);
  }

  private static long rowOf(double y) {
    return (long) Math.floor(2 * y);
  }

  /** Hexagonal cells with walls. */
  static void honeycomb(Canvas canvas, RandomChoices random) {
    Rgb cell = Colors.loosely(random, 42, 12);
    Rgb wall = Colors.apart(random, cell);
    Rgb hollow = Colors.variant(random, cell, random.between(0, 0.6));
    double thick = random.between(0.05, 0.12);
    Field comb = (x, y) -> hexagon(x, y) + thick;
    Ink ink = Ink.between(hollow, cell, (x, y) -> Math.min(1, -2 * hexagon(x, y)));
    Pose pose = Pose.pattern(random, random.between(2.5, 6), Math.PI);
    canvas.paint(Layer.all(Ink.of(wall)), pose);
    canvas.paint(new Layer(comb, ink), pose);
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

  /** The stretched rings of sawn wood, about a knot. */
  static void wood(Canvas canvas, RandomChoices random) {
    Rgb light = Colors.loosely(random, 30, 12);
    Rgb dark = light.times(random.between(0.3, 0.6));
    Noise noise = new Noise(random);
    double rings = random.between(3.5, 6);
    double stretched = random.between(0.2, 0.4);
    double unrest = random.between(0.8, 1.8);
    double knotX = random.within(0.9);
    double knotY = random.within(0.8);
    Field grain =
        (x, y) -> {
          double u = (x - knotX) * stretched;
          double v = y - knotY;
          double at = rings * Math.sqrt(u * u + v * v + 0.004) + unrest * noise.at(2 * x, 3 * y);
          double saw = at - Math.floor(at);
          double fibre = 0.25 * (noise.at(3 * x, 28 * y) - 0.5);
          return Math.max(0, Math.min(1, (saw < 0.85 ? saw / 0.85 : (1 - saw) / 0.15) + fibre));
        };
    Pose pose = Pose.of(random, 0, 0, random.between(0.8, 1.2), Math.PI);
    canvas.paint(Layer.all(Ink.between(light, dark, grain)), pose);
    Field knot = Forms.ellipse(knotX, knotY, 0.16, 0.09);
    canvas.paint(new Layer(knot, Ink.of(dark.times(0.6)), 0.8), pose);
  }

  static void clouds(Canvas canvas, RandomChoices random) {
    Rgb sky = Colors.loosely(random, 212, 20);
    Rgb cloud = random.chance(0.6) ? Rgb.gray(random.between(0.8, 1)) : Colors.apart(random, sky);
    Noise noise = new Noise(random);
    double stretch = random.between(0.6, 1);
    double crisp = random.between(1.3, 2);
    Field share =
        (x, y) -> {
          double rough = noise.rough(stretch * x, y, 5);
          return Math.max(0, Math.min(1, 0.5 + crisp * (rough - 0.5)));
        };
    Pose pose = Pose.pattern(random, random.between(2.6, 5), 0.4);
    canvas.paint(Layer.all(Ink.between(sky, cloud, share)), pose);
  }

  /** Grains of one or two pixels, of two colors or of all. */
  static void grain(Canvas canvas, RandomChoices random) {
    Rgb first = Colors.any(random);
    Rgb second = Colors.apart(random, first);
    Noise noise = new Noise(random);
    double many = random.chance(0.5) ? 0 : random.between(0.3, 1);
    Ink ink =
        (x, y) -> {
          Rgb plain = first.to(second, Math.max(0, Math.min(1, 2 * noise.at(x, y) - 0.5)));
          long i = (long) Math.floor(x);
          long j = (long) Math.floor(y);
          return plain.to(Rgb.hsv(noise.cell(i, j, 1), 0.8, noise.cell(i, j, 2)), many);
        };
    canvas.paint(Layer.all(ink), Pose.pattern(random, random.between(26, 46), Math.PI));
  }
}
