package phosphene.publish;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.Judgement;
import phosphene.gallery.index.TileRow;

/**
 * What a comparison says of a recipe: figures of its tiles.
 *
 * @param recipe by its name
 * @param tiles that have an image
 * @param relative median of the scores divided by those of the first recipe, of units where that is
 *     above 0
 * @param highFrequencies mean, as all others
 * @param seconds of a core or GPU for a tile
 * @param flop floating point operations of a tile, at its first try
 * @param recognized share of classes that the network itself takes the images for
 * @param transfer share that the job's judge takes them for
 */
public record RecipeFigures(
    String recipe,
    int tiles,
    OptionalDouble relative,
    OptionalDouble highFrequencies,
    OptionalDouble border,
    OptionalDouble clipped,
    OptionalDouble seconds,
    double flop,
    OptionalDouble recognized,
    OptionalDouble transfer) {

  /**
   * Of a recipe's rows.
   *
   * @param first scores of the first recipe, by unit
   * @param flop of all tiles together
   */
  static RecipeFigures of(
      String recipe, List<TileRow> rows, Map<String, Double> first, double flop) {
    List<TileRow> drawn =
        rows.stream().filter(row -> !row.status().equals(TileRow.FAILED)).toList();
    double[] ratios =
        drawn.stream()
            .filter(row -> first.getOrDefault(unit(row), 0.0) > 0)
            .mapToDouble(
                row ->
                    Objects.requireNonNullElse(row.scoreEnd(), 0.0)
                        / first.getOrDefault(unit(row), 1.0))
            .sorted()
            .toArray();
    return new RecipeFigures(
        recipe,
        drawn.size(),
        median(ratios),
        mean(drawn, TileRow::highFrequencies),
        mean(drawn, TileRow::border),
        mean(drawn, TileRow::clipped),
        mean(drawn, TileRow::seconds),
        rows.isEmpty() ? 0 : flop / rows.size(),
        mean(drawn, row -> share(row.recognized())),
        mean(drawn, row -> share(row.transfer())));
  }

  static String unit(TileRow row) {
    return row.layer() + "/" + row.channel();
  }

  private static @Nullable Double share(@Nullable Judgement judgement) {
    if (judgement == null || judgement.same() == null) {
      return null;
    }
    return judgement.same() ? 1.0 : 0.0;
  }

  private static OptionalDouble mean(
      List<TileRow> rows, Function<TileRow, @Nullable Double> figure) {
    return rows.stream()
        .map(row -> java.util.Optional.ofNullable(figure.apply(row)))
        .flatMap(java.util.Optional::stream)
        .mapToDouble(Double::doubleValue)
        .average();
  }

  private static OptionalDouble median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length == 0
        ? OptionalDouble.empty()
        : Arrays.stream(sorted)
            .skip((sorted.length - 1) / 2)
            .limit(1 + (middle - (sorted.length - 1) / 2))
            .average();
  }
}
