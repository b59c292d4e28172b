package phosphene.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.ReceptiveField;
import phosphene.network.Shape;
import phosphene.network.TransposedConvolution;
import phosphene.network.read.graph.GraphBuilder;
import phosphene.spec.Quantity;

/** What a network takes, its layers in a table, and what of its file cannot be rendered. */
final class NetworkTable {
  private static final int MOST_NAMES = 3;
  private static final int COLUMNS = 7;
  private static final int LEAST_NAME = 14;
  private static final String GAP = "  ";

  private final Architecture architecture;
  private final List<String> labels;
  private final int width;

  /**
   * A table.
   *
   * @param labels of the classes; none if they are unknown
   * @param width of the lines, if it can be met
   */
  NetworkTable(Architecture architecture, List<String> labels, int width) {
    this.architecture = architecture;
    this.labels = labels;
    this.width = width;
  }

  void print(PrintWriter out) {
    summary(out);
    out.println();
    table(out);
    double total = multiplyAdds().values().stream().mapToDouble(Long::doubleValue).sum();
    out.printf(
        Locale.ROOT,
        "%n%,d filters in convolutions, %s %s forward%n",
        filters(architecture),
        unit().figure(2 * total, 1),
        unit().name());
    absent(out);
  }

  /** Filters of all convolutions. */
  static int filters(Architecture architecture) {
    int filters = 0;
    for (Node node : architecture.nodes()) {
      filters += node.layer() instanceof Convolution convolution ? convolution.filters() : 0;
      filters +=
          node.layer() instanceof TransposedConvolution convolution ? convolution.filters() : 0;
    }
    return filters;
  }

  private Map<String, Long> multiplyAdds() {
    return architecture.multiplyAdds(architecture.input().height(), architecture.input().width());
  }

  /** That of the costliest layer. */
  private Quantity.Unit unit() {
    return Quantity.flop(2.0 * multiplyAdds().values().stream().mapToLong(n -> n).max().orElse(0));
  }

  private void summary(PrintWriter out) {
    List<String> free =
        architecture.units().stream()
            .map(Node::name)
            .filter(name -> !architecture.cut(List.of(name)).fixedSize())
            .toList();
    String sizes =
        !architecture.fixedSize()
            ? "any size"
            : free.isEmpty() ? "this size only" : "any size up to " + free.get(free.size() - 1);
    line(out, "Input", architecture.input() + ", " + sizes);
    line(out, "Preprocessing", PixelText.of(architecture.preprocessing()));
    line(out, "Classes", architecture.classes().map(this::classes).orElse("none: no classifier"));
  }

  private String classes(int count) {
    String names =
        labels.isEmpty()
            ? "no names (labels: FILE gives them)"
            : labels.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + (labels.size() > MOST_NAMES ? ", ..." : "");
    return String.format(Locale.ROOT, "%,d: %s", count, names);
  }

  private static void line(PrintWriter out, String key, String value) {
    out.printf(Locale.ROOT, "%-15s%s%n", key + ":", value);
  }

  /** A name that is longer than its column stands in a line of its own. */
  private void table(PrintWriter out) {
    List<List<String>> rows = rows();
    int[] widths = widths(rows);
    out.println(line(rows.get(0), widths));
    for (List<String> row : rows.subList(1, rows.size())) {
      if (row.get(0).length() > widths[0]) {
        out.println(row.get(0));
        out.println(line(unnamed(row), widths));
      } else {
        out.println(line(row, widths));
      }
    }
  }

  private static List<String> unnamed(List<String> row) {
    List<String> unnamed = new ArrayList<>(row);
    unnamed.set(0, "");
    return unnamed;
  }

  private int[] widths(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, COLUMNS)
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    int others = IntStream.of(widths).sum() - widths[0] + GAP.length() * (COLUMNS - 1);
    widths[0] = Math.min(widths[0], Math.max(LEAST_NAME, width - others));
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < COLUMNS; c++) {
      String gap = " ".repeat(widths[c] - row.get(c).length());
      boolean number = c > 1 && c < COLUMNS - 1;
      line.append(number ? gap + row.get(c) : row.get(c) + gap).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private List<List<String>> rows() {
    Shape input = architecture.input();
    Map<String, Shape> shapes =
        new LinkedHashMap<>(architecture.shapes(input.height(), input.width()));
    shapes.put(Architecture.INPUT, input);
    Map<String, Long> cost = multiplyAdds();
    Map<String, ReceptiveField> fields = architecture.receptiveFields();
    Quantity.Unit unit = unit();
    Set<Node> all = Set.copyOf(architecture.convolutionsAndBlocks());
    Set<Node> blocks = Set.copyOf(architecture.blocks());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("layer", "operator", "channels", "size", "field", unit.name(), "layers:"));
    for (Node node : architecture.nodes()) {
      Shape shape = shapes.getOrDefault(node.name(), input);
      int channels =
          node.inputs().stream()
              .findFirst()
              .map(name -> shapes.getOrDefault(name, input).channels())
              .orElse(0);
      rows.add(
          List.of(
              node.name(),
              OperatorText.of(node, channels),
              Integer.toString(shape.channels()),
              shape.height() + "x" + shape.width(),
              field(node, fields),
              unit.figure(2.0 * cost.getOrDefault(node.name(), 0L), 3),
              all.contains(node) ? blocks.contains(node) ? "all blocks" : "all" : ""));
    }
    return rows;
  }

  private static String field(Node node, Map<String, ReceptiveField> fields) {
    ReceptiveField field = fields.get(node.name());
    return field == null || field.size() == ReceptiveField.EVERYTHING
        ? "all"
        : field.size() + " px";
  }

  /** Why layers of the file are not in the table, each reason once. */
  private void absent(PrintWriter out) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    List<String> parts = new ArrayList<>();
    architecture
        .absent()
        .forEach(
            (name, why) -> {
              if (why.startsWith(GraphBuilder.PART_OF)) {
                String whole = why.substring(GraphBuilder.PART_OF.length()).split(" ", 2)[0];
                parts.add(name + " (in " + whole + ")");
              } else {
                reasons.computeIfAbsent(why, one -> new ArrayList<>()).add(name);
              }
            });
    if (!reasons.isEmpty()) {
      out.printf(Locale.ROOT, "%nLayers that cannot be rendered:%n");
      reasons.forEach((why, names) -> out.printf(Locale.ROOT, "  %s: %s%n", named(names), why));
    }
    if (!parts.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "%nLayers that are part of another, as its normalization or nonlinearity: %s%n",
          named(parts));
    }
  }

  private static String named(List<String> names) {
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMES
        ? first
        : first + " and " + (names.size() - MOST_NAMES) + " more";
  }
}
