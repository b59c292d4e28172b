package phosphene.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Where the mean magnitude spectrum of natural images comes from. Job files write the name of one
 * that comes with the program, or the place of a file; what is rendered is a name or the table
 * itself, so that nothing needs the file any more.
 */
public sealed interface NaturalSpectrum {
  /** The rule of {@link #read}. */
  String RULE = "leaves, or the path or URI of a .yaml that phosphene spectrum wrote";

  /** The table, of which all is known here. */
  Table table();

  /** What {@link #read} reads. */
  Object written();

  /** This one with the table of its file. */
  NaturalSpectrum resolved(UnaryOperator<String> texts);

  /**
   * One that comes with the program; the same name always means the same table.
   *
   * @param name {@code leaves}: of dead leaves (docs/recipes.md)
   */
  record Shipped(String name) implements NaturalSpectrum {
    private static final List<String> NAMES = List.of("leaves");

    @Override
    public Table table() {
      String resource = "/phosphene/spectra/" + name + ".yaml";
      return SpectrumFile.read(resource, NamedRecipe.text(resource));
    }

    @Override
    public Object written() {
      return name;
    }

    @Override
    public NaturalSpectrum resolved(UnaryOperator<String> texts) {
      return this;
    }
  }

  /** That of a file which was not read yet. */
  record Unread(String place) implements NaturalSpectrum {
    @Override
    public Table table() {
      throw new IllegalStateException("not read: " + place);
    }

    @Override
    public Object written() {
      return place;
    }

    @Override
    public NaturalSpectrum resolved(UnaryOperator<String> texts) {
      try {
        return SpectrumFile.read(place, texts.apply(place));
      } catch (SpecException e) {
        throw e.in("recipe.parameterization.maco.spectrum");
      }
    }
  }

  /**
   * Magnitudes by frequency, of the three planes of decorrelated colors one after the other. Each
   * has {@link #RADII} rows, of frequencies 1, 2^0.5, 2, 2^1.5 ... cycles along the image's side,
   * with {@link #ANGLES} directions from the horizontal to the vertical, 22.5 degrees apart.
   *
   * @param levels base 2 logarithms of the magnitude, which is that of the Fourier transform
   *     divided by the number of pixels
   */
  record Table(List<Double> levels) implements NaturalSpectrum {
    /** Rows, a factor of 2^0.5 apart: to 181 cycles, the corner of an image of 256 pixels. */
    public static final int RADII = 16;

    /** Directions of a quarter turn, both ends included. */
    public static final int ANGLES = 5;

    /** Planes of color. */
    public static final int PLANES = 3;

    public Table {
      levels = List.copyOf(levels);
      int count = PLANES * RADII * ANGLES;
      if (levels.size() != count) {
        throw Require.invalid(
            "levels", levels.size() + " numbers", String.format(Locale.ROOT, "%d numbers", count));
      }
      // 64: 2 to its power is no image's any more
      levels.forEach(level -> Require.between("levels", level, -64, 64));
    }

    @Override
    public Table table() {
      return this;
    }

    @Override
    public Object written() {
      return levels.stream().map(Json::number).toList();
    }

    @Override
    public NaturalSpectrum resolved(UnaryOperator<String> texts) {
      return this;
    }

    /**
     * The magnitude at a frequency, between the table's by its logarithms; beyond its ends as it
     * goes on there.
     *
     * @param plane 0..2
     * @param across cycles along the width
     * @param down cycles along the height; not both are 0
     */
    public double magnitude(int plane, double across, double down) {
      double radius = row(across, down);
      double angle = column(across, down);
      int row = (int) Math.max(0, Math.min(RADII - 2, Math.floor(radius)));
      int column = (int) Math.min(ANGLES - 2, Math.floor(angle));
      double low = along(plane, row, column, angle - column);
      double high = along(plane, row + 1, column, angle - column);
      return StrictMath.pow(2, low + (radius - row) * (high - low));
    }

    /** The row of a frequency, between two of them by a fraction. */
    public static double row(double across, double down) {
      return 2 * log2(Math.sqrt(across * across + down * down));
    }

    /** The direction of a frequency, between two of them by a fraction. */
    public static double column(double across, double down) {
      double angle = StrictMath.atan2(Math.abs(down), Math.abs(across));
      return angle * 2 / Math.PI * (ANGLES - 1);
    }

    private double along(int plane, int row, int column, double part) {
      int at = (plane * RADII + row) * ANGLES + column;
      return levels.get(at) + part * (levels.get(at + 1) - levels.get(at));
    }

    private static double log2(double value) {
      return StrictMath.log(value) / StrictMath.log(2);
    }

    /** The table of these logarithms, rounded to hundredths. */
    public static Table of(double[] levels) {
      return new Table(
          DoubleStream.of(levels)
              .map(level -> Math.rint(100 * level) / 100 + 0.0)
              .boxed()
              .toList());
    }
  }

  /** That of the program. */
  static NaturalSpectrum standard() {
    return new Shipped("leaves");
  }

  /** What a job file, or canonical JSON, says. */
  static NaturalSpectrum read(String key, Value value) {
    if (value instanceof Value.Items items) {
      List<Double> levels = items.values().stream().map(item -> Scalars.number(key, item)).toList();
      return new Table(levels);
    }
    Optional<String> text = Scalars.text(value);
    if (text.filter(Shipped.NAMES::contains).isPresent()) {
      return new Shipped(text.get());
    }
    String place =
        text.filter(name -> name.endsWith(".yaml")).orElseThrow(() -> value.invalid(key, RULE));
    Require.place(key, place);
    return new Unread(place);
  }
}
