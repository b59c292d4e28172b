package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import phosphene.network.Axis;
import phosphene.network.Shape;

/**
 * The dimensions that a map is to have, each as parts of the dimensions that it has.
 *
 * @param channels outermost first, as the others
 */
record Layout(List<Factor> channels, List<Factor> rows, List<Factor> columns) {
  Layout {
    channels = Factor.merged(channels);
    rows = Factor.merged(rows);
    columns = Factor.merged(columns);
  }

  /** A layout with these axes of a view as channels, rows and columns. */
  static Layout of(View view, Axes axes) {
    return new Layout(
        view.factors(axes.channels()), view.factors(axes.rows()), view.factors(axes.columns()));
  }

  /** Which axes of a tensor become channels, rows and columns. */
  @SuppressWarnings("ArrayRecordComponent") // a few numbers, never compared
  record Axes(int[] channels, int[] rows, int[] columns) {
    /** One axis of each, as a map of rank 4, 3 or 2 has them. */
    static Axes map(int rank) {
      int[] none = {};
      return switch (rank) {
        case 2 -> new Axes(new int[] {1}, none, new int[] {0});
        case 3 -> new Axes(new int[] {1}, none, new int[] {2});
        case 4 -> new Axes(new int[] {1}, new int[] {2}, new int[] {3});
        default ->
            throw new OnnxException(
                rank > 4
                    ? "it has " + (rank - 2) + " spatial axes (must be 1 or 2: rows and columns)"
                    : "it takes tensors of rank 2 to 4, not " + rank);
      };
    }

    /**
     * One axis as channels; others stay rows or columns if they are that, so that images of other
     * sizes can be laid out too. Else those before it are rows, or columns if none comes after it.
     */
    static Axes apart(View view, int axis) {
      List<Integer> rows = new ArrayList<>();
      List<Integer> columns = new ArrayList<>();
      boolean space = true;
      for (int other = 0; other < view.rank(); other++) {
        List<Factor> factors = view.axes().get(other);
        if (other == axis || factors.isEmpty()) {
          continue;
        }
        boolean vertical = factors.stream().allMatch(factor -> factor.axis() == Axis.ROWS);
        space &= vertical || factors.stream().allMatch(factor -> factor.axis() == Axis.COLUMNS);
        (vertical ? rows : columns).add(other);
      }
      int[] before = IntStream.range(0, axis).toArray();
      int[] after = IntStream.range(axis + 1, view.rank()).toArray();
      if (space) {
        return new Axes(new int[] {axis}, ints(rows), ints(columns));
      }
      return after.length == 0
          ? new Axes(new int[] {axis}, after, before)
          : new Axes(new int[] {axis}, before, after);
    }

    /** One axis alone in any dimension: positions stay positions if all else is channels. */
    static Axes alone(View view, int axis) {
      int[] others = IntStream.range(0, view.rank()).filter(other -> other != axis).toArray();
      boolean positions =
          view.axes().get(axis).stream().noneMatch(factor -> factor.axis() == Axis.CHANNELS)
              && view.factors(others).stream().allMatch(f -> f.axis() == Axis.CHANNELS);
      return positions ? new Axes(others, new int[0], new int[] {axis}) : apart(view, axis);
    }

    private static int[] ints(List<Integer> values) {
      return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The axes from the given one on as channels, those before it as columns. */
    static Axes from(int axis, int rank) {
      return new Axes(
          IntStream.range(axis, rank).toArray(), new int[0], IntStream.range(0, axis).toArray());
    }
  }

  Shape shape() {
    return new Shape(Factor.size(channels), Factor.size(rows), Factor.size(columns));
  }

  /** True if this is how a map of that shape is laid out already. */
  boolean isThatOf(Shape in) {
    return ordered(channels, Axis.CHANNELS, in.channels())
        && ordered(rows, Axis.ROWS, in.height())
        && ordered(columns, Axis.COLUMNS, in.width());
  }

  /** True if channels are made of channels only, and the order of the positions stays. */
  boolean keepsPositions(Shape in) {
    List<Factor> flat =
        Stream.concat(rows.stream(), columns.stream())
            .map(factor -> new Factor(Axis.COLUMNS, area(factor, in), factor.size()))
            .toList();
    boolean space =
        Stream.concat(rows.stream(), columns.stream()).noneMatch(f -> f.axis() == Axis.CHANNELS);
    return space
        && channels.stream().allMatch(factor -> factor.axis() == Axis.CHANNELS)
        && ordered(Factor.merged(flat), Axis.COLUMNS, in.area());
  }

  /** For each channel the one that it is of a map of that shape. */
  List<Integer> gathered() {
    int[] sizes = channels.stream().mapToInt(Factor::size).toArray();
    int[] strides = channels.stream().mapToInt(Factor::stride).toArray();
    IntSupplier walk = Extents.walk(sizes, strides, 0);
    return IntStream.range(0, Extents.size(sizes)).map(i -> walk.getAsInt()).boxed().toList();
  }

  boolean keepsChannels(Shape in) {
    return ordered(channels, Axis.CHANNELS, in.channels());
  }

  /** For each value, in channel, row, column order, its place in a map of that shape. */
  int[] sources(Shape in) {
    return sources(all(), in);
  }

  /** For each combination of the factors' positions the place that it means in a map. */
  static int[] sources(List<Factor> factors, Shape in) {
    int[] sizes = factors.stream().mapToInt(Factor::size).toArray();
    int[] strides =
        factors.stream()
            .mapToInt(
                factor ->
                    factor.axis() == Axis.CHANNELS ? factor.stride() * in.area() : area(factor, in))
            .toArray();
    IntSupplier walk = Extents.walk(sizes, strides, 0);
    return IntStream.range(0, Extents.size(sizes)).map(i -> walk.getAsInt()).toArray();
  }

  private List<Factor> all() {
    List<Factor> all = new ArrayList<>(channels);
    all.addAll(rows);
    all.addAll(columns);
    return all;
  }

  private static int area(Factor factor, Shape in) {
    return factor.axis() == Axis.ROWS ? factor.stride() * in.width() : factor.stride();
  }

  private static boolean ordered(List<Factor> factors, Axis axis, int extent) {
    return factors.equals(Factor.whole(axis, extent));
  }
}
