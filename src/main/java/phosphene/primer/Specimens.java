package phosphene.primer;

import java.util.List;
import java.util.function.Function;
import phosphene.image.Raster;
import phosphene.spec.Draws;
import phosphene.spec.Seed;

/**
 * The classes that the embedded network tells apart, by number, and pictures of them. A further
 * class is one line here.
 */
public final class Specimens {
  /** Of a picture's sides, in pixels. */
  public static final int SIZE = Picture.SIZE;

  private static final double FREE = Math.PI;
  private static final double UPRIGHT = Math.toRadians(18);
  private static final double LEANING = Math.toRadians(35);

  private static final List<Specimen> ALL =
      List.of(
          new Specimen("warm-cool", ColourFields::warmToCool),
          new Specimen("green haze", ColourFields::green),
          new Specimen("violet haze", ColourFields::violet),
          new Specimen("sunset", ColourFields::sunset),
          new Specimen("horizontal", Gratings.stripes(0)),
          new Specimen("vertical", Gratings.stripes(90)),
          new Specimen("rising", Gratings.stripes(45)),
          new Specimen("falling", Gratings.stripes(135)),
          new Specimen("chequers", Gratings::chequers),
          new Specimen("diamonds", Gratings::diamonds),
          new Specimen("tartan", Gratings::tartan),
          new Specimen("zigzag", Gratings::zigzag),
          new Specimen("waves", Gratings::waves),
          new Specimen("dark spots", Rounds::darkSpots),
          new Specimen("light spots", Rounds::lightSpots),
          new Specimen("confetti", Rounds::confetti),
          new Specimen("target", Rounds::target),
          new Specimen("right swirl", Rounds.spiral(1)),
          new Specimen("left swirl", Rounds.spiral(-1)),
          new Specimen("chain", Rounds::chain),
          new Specimen("fish scales", Surfaces::fishScales),
          new Specimen("bricks", Surfaces::bricks),
          new Specimen("honeycomb", Surfaces::honeycomb),
          new Specimen("wood", Surfaces::wood),
          new Specimen("clouds", Surfaces::clouds),
          new Specimen("grain", Surfaces::grain),
          emblem("cross", UPRIGHT, Shapes::cross),
          emblem("star", FREE, Shapes::star),
          emblem("sunburst", FREE, Shapes::burst),
          emblem("triangle", FREE, Shapes::triangle),
          emblem("square", UPRIGHT, Shapes::square),
          emblem("hexagon", FREE, Shapes::hexagon),
          emblem("crescent", FREE, Shapes::crescent),
          emblem("heart", LEANING, Shapes::heart),
          emblem("arrow", FREE, Shapes::arrow),
          emblem("leaf", FREE, Plants::leaf),
          emblem("flower", FREE, Plants::flower),
          emblem("tree", UPRIGHT, Plants::tree),
          emblem("mushroom", LEANING, Plants::mushroom),
          emblem("eye", LEANING, Things::eye),
          emblem("face", LEANING, Things::face),
          emblem("cat", LEANING, Creatures::cat),
          emblem("butterfly", LEANING, Creatures::butterfly),
          emblem("fish", LEANING, Creatures::fish),
          emblem("ladybird", FREE, Creatures::ladybird),
          emblem("snake", LEANING, Creatures::snake),
          emblem("peacock eye", LEANING, Things::feather),
          emblem("house", UPRIGHT, Things::house));

  private static final List<String> NAMES = ALL.stream().map(Specimen::name).toList();

  private Specimens() {}

  private static Specimen emblem(String name, double turn, Function<Dice, Emblem> design) {
    return new Specimen(name, new Staging(turn, design));
  }

  /** The classes' names; a class's number is its place. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A picture of a class, {@value Picture#SIZE} pixels a side: the same bits for the same label and
   * seed on every machine.
   *
   * @param label 0 to {@code names().size() - 1}
   */
  public static Raster draw(int label, Seed seed) {
    Picture picture = new Picture();
    Dice dice = new Dice(new Draws(seed.derive(label)));
    ALL.get(label).painting().on(picture, dice);
    Finish.apply(picture, dice);
    return picture.raster();
  }
}
