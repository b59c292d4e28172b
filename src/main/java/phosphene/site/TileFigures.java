package phosphene.site;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.Escape;
import phosphene.image.figures.ColorShare;

/**
 * What a page says of how a tile looks: its dominant colors as a bar, and the other figures where
 * the pointer rests on it.
 */
record TileFigures(
    @Nullable Double highFrequencies,
    @Nullable Double border,
    @Nullable Double clipped,
    @Nullable List<ColorShare> colors,
    @Nullable Double orientation,
    @Nullable Double coherence) {
  // Anybody may have written the index.
  private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");

  /** The bar; empty for rows without figures. */
  String html() {
    if (colors == null || colors.isEmpty()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "<span class=\"colors\" role=\"img\" aria-label=\"%1$s\" title=\"%1$s\">%2$s</span>",
        Escape.html(text()),
        colors.stream()
            .filter(some -> COLOR.matcher(some.color()).matches())
            .map(TileFigures::part)
            .collect(Collectors.joining()));
  }

  private static String part(ColorShare color) {
    return String.format(
        Locale.ROOT, "<i style=\"flex:%.3f;background:%s\"></i>", color.share(), color.color());
  }

  private String text() {
    String named =
        colors == null
            ? ""
            : colors.stream()
                .map(
                    some ->
                        String.format(Locale.ROOT, "%s %.0f %%", some.name(), 100 * some.share()))
                .collect(Collectors.joining(", "));
    return named
        + said("; high frequencies %.2f", highFrequencies)
        + said("; border %.2f", border)
        + said("; clipped %.1f %%", clipped == null ? null : 100 * clipped)
        + said("; lines at %.0f°", orientation)
        + said(" (coherence %.2f)", coherence);
  }

  private static String said(String format, @Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }
}
