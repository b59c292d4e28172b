package phosphene.publish;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.Escape;
import phosphene.gallery.Judgement;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ObjectName;

/**
 * The page of a comparison: the table, and below it each unit with its images side by side. Plain
 * HTML beside the images, which opens by a double click.
 */
public final class ComparisonPage {
  /** Where it is in the gallery. */
  public static final String PATH = "compare.html";

  private static final String STYLE =
      "body{margin:24px;background:#0f1229;color:#eef0ff;font:15px/1.45 system-ui,sans-serif}"
          + "table{border-collapse:collapse}td,th{padding:4px 14px 4px 0;text-align:right;"
          + "vertical-align:top}td:first-child,th:first-child{text-align:left}"
          + "img{display:block;width:256px;image-rendering:auto;border-radius:3px}"
          + "small{color:#a9b0d8;font-variant-numeric:tabular-nums}.units td,.units th{text-align:left}";

  private ComparisonPage() {}

  /** The page. */
  public static String html(String network, RecipeComparison comparison) {
    String title = Escape.html(network) + ": recipes compared";
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + title
        + "</title><link rel=\"icon\" href=\"data:,\"><style>"
        + STYLE
        + "</style></head><body><h1>"
        + title
        + "</h1>\n<p>Score: the median of each unit's score divided by that of "
        + Escape.html(comparison.recipes().get(0))
        + "; all other figures are means.</p>\n"
        + table(comparison)
        + units(comparison)
        + "</body></html>\n";
  }

  private static String table(RecipeComparison comparison) {
    List<RecipeComparison.Column> columns = comparison.columns();
    return "<table class=\"figures\"><thead>"
        + row("th", columns.stream().map(RecipeComparison.Column::title).toList())
        + "</thead><tbody>"
        + comparison.figures().stream()
            .map(some -> row("td", columns.stream().map(c -> c.value().apply(some)).toList()))
            .collect(Collectors.joining())
        + "</tbody></table>\n";
  }

  private static String row(String cell, List<String> texts) {
    return texts.stream()
        .map(text -> "<" + cell + ">" + Escape.html(text) + "</" + cell + ">")
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private static String units(RecipeComparison comparison) {
    StringBuilder html = new StringBuilder("<table class=\"units\"><thead>");
    html.append(
        row(
            "th",
            java.util.stream.Stream.concat(
                    java.util.stream.Stream.of("unit"), comparison.recipes().stream())
                .toList()));
    html.append("</thead><tbody>\n");
    comparison
        .units()
        .forEach(
            (unit, tiles) ->
                html.append("<tr><td>")
                    .append(Escape.html(unit))
                    .append("</td>")
                    .append(
                        comparison.recipes().stream()
                            .map(recipe -> "<td>" + tile(unit, recipe, tiles) + "</td>")
                            .collect(Collectors.joining()))
                    .append("</tr>\n"));
    return html.append("</tbody></table>\n").toString();
  }

  private static String tile(String unit, String recipe, Map<String, TileRow> tiles) {
    TileRow row = tiles.get(recipe);
    if (row == null || row.path() == null || !ObjectName.valid(row.path())) {
      return "no image";
    }
    return String.format(
        Locale.ROOT,
        "<img loading=\"lazy\" alt=\"%s by %s\" src=\"%s\"><small>%s</small>",
        Escape.html(unit),
        Escape.html(recipe),
        Escape.address(row.path()),
        Escape.html(caption(row)));
  }

  private static String caption(TileRow row) {
    return said("score %.3g", row.scoreEnd())
        + said(", high freq. %.3f", row.highFrequencies())
        + said(", border %.2f", row.border())
        + said(", clipped %.1f %%", row.clipped() == null ? null : 100 * row.clipped())
        + judged("; itself: ", row.recognized())
        + judged("; judge: ", row.transfer());
  }

  private static String said(String format, @Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }

  private static String judged(String who, @Nullable Judgement judgement) {
    return judgement == null
        ? ""
        : String.format(Locale.ROOT, "%s%s %.2f", who, judgement.name(), judgement.probability());
  }
}
