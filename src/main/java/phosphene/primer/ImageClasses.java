package phosphene.primer;

import java.util.List;
import java.util.function.Function;
import phosphene.image.pixel.Raster;
import phosphene.spec.Draws;
import phosphene.spec.Seed;

/**
 * The classes that the embedded network distinguishes, by number, and images of them. A further
 * class is one line here.
 */
public final class ImageClasses {
  /** Of an image's sides, in pixels. */
  public static final int SIZE = Canvas.SIZE;

  private static final double FREE = Math.PI;
  private static final double UPRIGHT = Math.toRadians(18);
  private static final double LEANING = Math.toRadians(35);

  private static final List<ImageClass> ALL =
      List.of(
          new ImageClass("warm-cool", ColorFields::warmToCool),
          new ImageClass("green haze", ColorFields::green),
          new ImageClass("violet haze", ColorFields::violet),
          new ImageClass("sunset", ColorFields::sunset),
          new ImageClass("horizontal", Gratings.stripes(0)),
          new ImageClass("vertical", Gratings.stripes(90)),
          new ImageClass("rising", Gratings.stripes(45)),
          new ImageClass("falling", Gratings.stripes(135)),
          new ImageClass("chequers", Gratings::chequers),
          new ImageClass("diamonds", Gratings::diamonds),
          new ImageClass("tartan", Gratings::tartan),
          new ImageClass("zigzag", Gratings::zigzag),
          new ImageClass("waves", Gratings::waves),
          new ImageClass("dark spots", Rounds::darkSpots),
          new ImageClass("light spots", Rounds::lightSpots),
          new ImageClass("confetti", Rounds::confetti),
          new ImageClass("target", Rounds::target),
          new ImageClass("right swirl", Rounds.spiral(1)),
          new ImageClass("left swirl", Rounds.spiral(-1)),
          new ImageClass("chain", Rounds::chain),
          new ImageClass("fish scales", Surfaces::fishScales),
          new ImageClass("bricks", Surfaces::bricks),
          new ImageClass("honeycomb", Surfaces::honeycomb),
          new ImageClass("wood", Surfaces::wood),
          new ImageClass("clouds", Surfaces::clouds),
          new ImageClass("grain", Surfaces::grain),
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

  private static final List<String> NAMES = ALL.stream().map(ImageClass::name).toList();

  private ImageClasses() {}

  private static ImageClass emblem(
      String name, double turn, Function<RandomChoices, Emblem> design) {
    return new ImageClass(name, new Staging(turn, design));
  }

  /** The classes' names; a class's number is its place. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * An image of a class, {@value Canvas#SIZE} pixels a side: the same bits for the same label and
   * seed on every machine.
   *
   * @param label 0 to {@code names().size() - 1}
   */
  public static Raster draw(int label, Seed seed) {
    Canvas canvas = new Canvas();
    RandomChoices random = new RandomChoices(new Draws(seed.derive(label)));
    ALL.get(label).painting().on(canvas, random);
    Finish.apply(canvas, random);
    return canvas.raster();
  }
}
