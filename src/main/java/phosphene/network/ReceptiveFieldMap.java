package phosphene.network;

import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
      Window window = node.layer().reach(inputs);
      ReceptiveFieldMap map =
          node.inputs().stream()
              .map(known::get)
              .map(input -> input.through(window, java.util.Objects.requireNonNull(output)))
              .reduce(ReceptiveFieldMap::joined)
              .orElseThrow();
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

  private ReceptiveFieldMap through(Window window, Shape output) {
    int down = window.strideY();
    int across = window.strideX();
    int above = window.top(tops.length);
    int before = window.left(lefts.length);
    return new ReceptiveFieldMap(
        ends(tops, output.height(), down, -above),
        ends(bottoms, output.height(), down, window.height() - 1 - above),
        ends(lefts, output.width(), across, -before),
        ends(rights, output.width(), across, window.width() - 1 - before));
  }

  /** For each window the end of what its first or last position sees, within the input. */
  private static int[] ends(int[] input, int count, int stride, int offset) {
    int[] ends = new int[count];
    for (int i = 0; i < count; i++) {
      ends[i] = input[Math.max(0, Math.min(input.length - 1, i * stride + offset))];
    }
    return ends;
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
