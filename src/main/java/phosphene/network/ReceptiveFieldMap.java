package phosphene.network;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What each position of a layer sees of the input, pixel by pixel: rows {@code tops[y]} to {@code
 * bottoms[y]} and columns {@code lefts[x]} to {@code rights[x]}, both ends included. Padding is not
 * counted; where branches join, it is all that one of them sees.
 */
@SuppressWarnings("ArrayRecordComponent") // some hundred numbers, never compared
public record ReceptiveFieldMap(int[] tops, int[] bottoms, int[] lefts, int[] rights)
    implements Serializable {

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
      maps.put(node.name(), map);
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
    return map.through(node.layer().reach(input, inputs), output);
  }

  /** What does not depend on the input sees its first pixel only. */
  private static ReceptiveFieldMap nothing(Shape output) {
    int[] rows = new int[output.height()];
    int[] columns = new int[output.width()];
    return new ReceptiveFieldMap(rows, rows, columns, columns);
  }

  private ReceptiveFieldMap through(Reach reach, Shape output) {
    return new ReceptiveFieldMap(
        firsts(tops, output.height(), reach.rows()),
        lasts(bottoms, output.height(), reach.rows()),
        firsts(lefts, output.width(), reach.columns()),
        lasts(rights, output.width(), reach.columns()));
  }

  /** For each position of the output the start of what it sees, within the input. */
  private static int[] firsts(int[] input, int count, Reach.Span span) {
    return IntStream.range(0, count).map(i -> input[within(span.first(i), input)]).toArray();
  }

  private static int[] lasts(int[] input, int count, Reach.Span span) {
    return IntStream.range(0, count).map(i -> input[within(span.last(i), input)]).toArray();
  }

  private static int within(int position, int[] input) {
    return Math.max(0, Math.min(input.length - 1, position));
  }

  private ReceptiveFieldMap joined(ReceptiveFieldMap other) {
    return new ReceptiveFieldMap(
        least(tops, other.tops),
        greatest(bottoms, other.bottoms),
        least(lefts, other.lefts),
        greatest(rights, other.rights));
  }

  private static int[] least(int[] one, int[] other) {
    int[] least = one.clone();
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(one[i], other[i]);
    }
    return least;
  }

  private static int[] greatest(int[] one, int[] other) {
    int[] greatest = one.clone();
    for (int i = 0; i < greatest.length; i++) {
      greatest[i] = Math.max(one[i], other[i]);
    }
    return greatest;
  }
}
