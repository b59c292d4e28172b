package phosphene.network;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/**
 * What each position of a layer sees of the input, pixel by pixel: rows {@code tops[y]} to {@code
 * bottoms[y]} and columns {@code lefts[x]} to {@code rights[x]}, both ends included. Padding is not
 * counted, and what sees nothing else has the window of its neighbour; where branches join, it is
 * all that one of them sees.
 */
@SuppressWarnings("ArrayRecordComponent") // some hundred numbers, never compared
public record ReceptiveFieldMap(int[] tops, int[] bottoms, int[] lefts, int[] rights)
    implements Serializable {
  private static final int NO_START = Integer.MAX_VALUE;
  private static final int NO_END = -1;

  /**
   * The receptive fields of every node for an input of {@code height x width} pixels, by name, in
   * order.
   */
  public static Map<String, ReceptiveFieldMap> of(
      Architecture architecture, int height, int width) {
    Map<String, Shape> shapes = new HashMap<>(architecture.shapes(height, width));
    shapes.put(Architecture.INPUT, new Shape(architecture.input().channels(), height, width));
    Map<String, ReceptiveFieldMap> known = new HashMap<>();
    int[] rows = ascending(height);
    int[] columns = ascending(width);
    known.put(Architecture.INPUT, new ReceptiveFieldMap(rows, rows, columns, columns));
    Map<String, ReceptiveFieldMap> maps = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      Shape output = shapes.get(node.name());
      List<Shape> inputs = Architecture.inputs(node, shapes);
      ReceptiveFieldMap map =
          IntStream.range(0, inputs.size())
              .mapToObj(i -> seen(node, i, inputs, known, requireNonNull(output)))
              .reduce(ReceptiveFieldMap::joined)
              .orElseGet(() -> nothing(requireNonNull(output)));
      known.put(node.name(), map);
      maps.put(node.name(), map.settled());
    }
    return maps;
  }

  private static int[] ascending(int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  private static ReceptiveFieldMap seen(
      Node node,
      int input,
      List<Shape> inputs,
      Map<String, ReceptiveFieldMap> known,
      Shape output) {
    ReceptiveFieldMap map = requireNonNull(known.get(node.inputs().get(input)));
    Reach reach = node.layer().reach(input, inputs);
    return new ReceptiveFieldMap(
        through(map.tops, output.height(), reach.rows(), NO_START, Math::min),
        through(map.bottoms, output.height(), reach.rows(), NO_END, Math::max),
        through(map.lefts, output.width(), reach.columns(), NO_START, Math::min),
        through(map.rights, output.width(), reach.columns(), NO_END, Math::max));
  }

  /** For each position of the output an end of what it sees, or {@code none}. */
  private static int[] through(
      int[] input, int count, Reach.Span span, int none, IntBinaryOperator outer) {
    int[] ends = new int[count];
    for (int i = 0; i < count; i++) {
      int last = Math.min(input.length - 1, span.last(i));
      ends[i] = none;
      for (int place = Math.max(0, span.first(i)); place <= last; place++) {
        ends[i] = outer.applyAsInt(ends[i], input[place]);
      }
    }
    return ends;
  }

  private static ReceptiveFieldMap nothing(Shape output) {
    return new ReceptiveFieldMap(
        filled(output.height(), NO_START),
        filled(output.height(), NO_END),
        filled(output.width(), NO_START),
        filled(output.width(), NO_END));
  }

  private static int[] filled(int count, int value) {
    int[] values = new int[count];
    Arrays.fill(values, value);
    return values;
  }

  private ReceptiveFieldMap joined(ReceptiveFieldMap other) {
    return new ReceptiveFieldMap(
        outer(tops, other.tops, Math::min),
        outer(bottoms, other.bottoms, Math::max),
        outer(lefts, other.lefts, Math::min),
        outer(rights, other.rights, Math::max));
  }

  private static int[] outer(int[] one, int[] other, IntBinaryOperator outer) {
    int[] ends = one.clone();
    Arrays.setAll(ends, i -> outer.applyAsInt(one[i], other[i]));
    return ends;
  }

  /**
   * This, with a window for positions that see nothing: that of a neighbour, or the first pixel.
   */
  private ReceptiveFieldMap settled() {
    return new ReceptiveFieldMap(
        settled(tops, NO_START), settled(bottoms, NO_END),
        settled(lefts, NO_START), settled(rights, NO_END));
  }

  private static int[] settled(int[] ends, int none) {
    int[] settled = ends.clone();
    int known = Arrays.stream(ends).filter(end -> end != none).findFirst().orElse(0);
    for (int i = 0; i < settled.length; i++) {
      known = settled[i] == none ? known : settled[i];
      settled[i] = known;
    }
    return settled;
  }
}
