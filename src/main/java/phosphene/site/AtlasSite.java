package phosphene.site;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.CropSheet;
import phosphene.gallery.Escape;
import phosphene.gallery.Layout;
import phosphene.gallery.Manifest;
import phosphene.gallery.RowOrder;
import phosphene.gallery.index.TileIndex;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ObjectName;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.figures.ColorShare;
import phosphene.site.PageManifest.Contents;
import phosphene.site.PageManifest.State;
import phosphene.spec.Plural;

/**
 * The pages of an atlas: {@code index.html} with its layers, and one for each layer with all its
 * units, each beside the photos that excite it most, where they are known. Plain HTML, which works
 * from a web server, a bucket, and a double click.
 */
public final class AtlasSite {
  private static final int SAMPLES = 8;
  private static final String STYLE = "site/atlas.css";

  /** The page with the layers. */
  public static final String INDEX = "index.html";

  private final ObjectStore store;
  private final PageManifest manifest;
  private final String network;

  private AtlasSite(ObjectStore store, String network) {
    this.store = store;
    this.manifest = new PageManifest(store);
    this.network = network;
  }

  /** Of a gallery of an atlas. */
  public static AtlasSite of(ObjectStore store) {
    return new AtlasSite(store, Manifest.read(store).network().name());
  }

  /** Notes that tiles will be added, whose pages are missing until they are written. */
  public void expect() {
    manifest.write(Contents.mixed(""));
  }

  /** Notes that there are pages of all tiles. */
  public void settle() {
    manifest.write(new Contents("", "", State.WHOLE));
  }

  /** True if there may be tiles without a page. */
  public boolean owed() {
    return manifest.read().state() == State.OWED;
  }

  /** What the index says of a unit's tile. */
  record Unit(
      String rendering,
      String layer,
      int layerIndex,
      int channel,
      String status,
      @Nullable String reason,
      @Nullable Double datasetRatio,
      @Nullable Double highFrequencies,
      @Nullable Double border,
      @Nullable Double clipped,
      @Nullable List<ColorShare> colors,
      @Nullable Double orientation,
      @Nullable Double coherence,
      @Nullable String path,
      Instant renderedAt,
      @Nullable Long generation,
      @Nullable Long sequence) {
    RowOrder order() {
      return RowOrder.of(generation, sequence);
    }

    TileFigures figures() {
      return new TileFigures(highFrequencies, border, clipped, colors, orientation, coherence);
    }

    /** True if there is an image, in the gallery: anybody may have written the index. */
    boolean drawn() {
      return path != null && ObjectName.valid(path);
    }
  }

  /**
   * Writes all pages. Those that are there are replaced; the same index gives the same bytes.
   *
   * @return how many layers there are
   */
  public int write() {
    List<List<Unit>> layers = layers();
    store.write(STYLE, ClasspathAssets.own("atlas.css"));
    for (int i = 0; i < layers.size(); i++) {
      store.write(page(name(layers.get(i))), layer(layers, i).getBytes(StandardCharsets.UTF_8));
    }
    store.write(INDEX, index(layers).getBytes(StandardCharsets.UTF_8));
    return layers.size();
  }

  /** The last row of each unit in each rendering, by layers in the order of the network. */
  private List<List<Unit>> layers() {
    Map<String, Unit> last = new HashMap<>();
    BinaryOperator<Unit> later =
        BinaryOperator.maxBy(TileIndex.order(Unit::status, Unit::order, Unit::renderedAt));
    TileRow.TABLE.each(
        store,
        Unit.class,
        row -> last.merge(row.rendering() + "/" + row.layer() + "/" + row.channel(), row, later));
    Map<Integer, List<Unit>> layers =
        last.values().stream()
            .sorted(Comparator.comparing(Unit::rendering).thenComparingInt(Unit::channel))
            .collect(Collectors.groupingBy(Unit::layerIndex, TreeMap::new, Collectors.toList()));
    return List.copyOf(layers.values());
  }

  private static String name(List<Unit> layer) {
    return layer.get(0).layer();
  }

  private static String page(String layer) {
    return "site/layers/" + Layout.segment(layer) + ".html";
  }

  private String index(List<List<Unit>> layers) {
    long units = layers.stream().mapToLong(AtlasSite::count).sum();
    return Escape.filled(
        ClasspathAssets.text("atlas.html"),
        Map.of(
            "layers",
            layers.stream().map(this::card).collect(Collectors.joining("\n")),
            "count",
            Plural.of(units, "unit")
                + " of "
                + Plural.of(layers.size(), "layer")
                + renderings(layers.stream().flatMap(List::stream).toList()),
            "network",
            Escape.html(network)));
  }

  /** A layer among others: some of its tiles, from the first to the last. */
  private String card(List<Unit> layer) {
    List<Unit> drawn = layer.stream().filter(Unit::drawn).toList();
    int shown = Math.min(SAMPLES, drawn.size());
    String samples =
        IntStream.range(0, shown)
            .mapToObj(i -> drawn.get(i * drawn.size() / shown))
            .map(unit -> "<img loading=\"lazy\" alt=\"\" src=\"" + source("", unit) + "\">")
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "<a class=\"layer\" href=\"%s\"><h2>%s <small>%,d</small></h2><div>%s</div></a>",
        Escape.address(page(name(layer))),
        Escape.html(name(layer)),
        count(layer),
        samples);
  }

  /** How many units a layer has, in whatever renderings. */
  private static long count(List<Unit> layer) {
    return layer.stream().mapToInt(Unit::channel).distinct().count();
  }

  /** That there are several renderings; nothing of one. */
  private static String renderings(List<Unit> units) {
    List<String> names = names(units);
    return names.size() == 1
        ? ""
        : " in " + names.size() + " renderings: " + String.join(", ", names);
  }

  private static List<String> names(List<Unit> units) {
    return units.stream().map(Unit::rendering).distinct().sorted().map(Escape::html).toList();
  }

  private static String source(String root, Unit unit) {
    return root + Escape.address(java.util.Objects.requireNonNull(unit.path()));
  }

  private String layer(List<List<Unit>> layers, int at) {
    List<Unit> layer = layers.get(at);
    Map<Integer, String> sheets = sheets(name(layer));
    return Escape.filled(
        ClasspathAssets.text("layer.html"),
        Map.of(
            "units",
            figures(layer, sheets),
            "before",
            at == 0 ? "" : link(layers.get(at - 1), "prev", "← "),
            "after",
            at + 1 == layers.size() ? "" : link(layers.get(at + 1), "next", "→ "),
            "legend",
            legend(layer, sheets),
            "network",
            Escape.html(network),
            "layer",
            Escape.html(name(layer))));
  }

  /** Of several renderings each under its name. */
  private static String figures(List<Unit> layer, Map<Integer, String> sheets) {
    List<String> parts = new ArrayList<>();
    boolean several = names(layer).size() > 1;
    String last = "";
    for (Unit unit : layer) {
      if (several && !unit.rendering().equals(last)) {
        parts.add("<h2>" + Escape.html(unit.rendering()) + "</h2>");
      }
      last = unit.rendering();
      String id = several ? Escape.html(last) + "-" + unit.channel() : "" + unit.channel();
      parts.add(figure(unit, id, sheets));
    }
    return String.join("\n", parts);
  }

  private static String link(List<Unit> layer, String relation, String arrow) {
    String file = page(name(layer));
    return String.format(
        Locale.ROOT,
        "<a rel=\"%s\" href=\"%s\">%s%s</a>",
        relation,
        Escape.address(file.substring(file.lastIndexOf('/') + 1)),
        arrow,
        Escape.html(name(layer)));
  }

  private static String legend(List<Unit> layer, Map<Integer, String> sheets) {
    List<String> parts = new ArrayList<>();
    parts.add(Plural.of(count(layer), "unit") + renderings(layer) + ".");
    long dead = layer.stream().filter(unit -> unit.status().equals(TileRow.DEAD)).count();
    if (dead > 0) {
      parts.add(String.format(Locale.ROOT, "%,d never fired.", dead));
    }
    if (!sheets.isEmpty()) {
      parts.add(
          "Beside each image what of the photos that were scanned excites the unit most, the"
              + " strongest first.");
    }
    if (layer.stream().anyMatch(unit -> unit.datasetRatio() != null)) {
      parts.add("“3 ×” says that the image excites it three times as much as any of them.");
    }
    return String.join(" ", parts);
  }

  /** The sheets of what excites the units of a layer, by their numbers. */
  private Map<Integer, String> sheets(String layer) {
    Map<Integer, String> sheets = new HashMap<>();
    for (ObjectStore.Entry entry : store.list(CropSheet.folder(layer))) {
      CropSheet.number(entry.name()).ifPresent(number -> sheets.put(number, entry.name()));
    }
    return sheets;
  }

  private static String figure(Unit unit, String id, Map<Integer, String> sheets) {
    String picture =
        unit.drawn()
            ? String.format(
                Locale.ROOT,
                "<a href=\"%1$s\"><img class=\"tile\" loading=\"lazy\" alt=\"unit %2$d\""
                    + " src=\"%1$s\"></a>",
                source("../../", unit),
                unit.channel())
            : "<span class=\"tile\">" + Escape.html(reason(unit)) + "</span>";
    return String.format(
        Locale.ROOT,
        "<figure id=\"%1$s\">%2$s%3$s%6$s<figcaption><a href=\"#%1$s\">%5$d</a> %4$s</figcaption>"
            + "</figure>",
        id,
        picture,
        photos(unit, sheets.get(unit.channel() / CropSheet.UNITS)),
        caption(unit),
        unit.channel(),
        unit.figures().html());
  }

  /** Why there is no image. */
  private static String reason(Unit unit) {
    if (unit.path() != null) {
      return "not in the gallery: " + unit.path();
    }
    return unit.reason() == null ? unit.status() : unit.reason();
  }

  private static String photos(Unit unit, @Nullable String sheet) {
    return sheet == null
        ? ""
        : String.format(
            Locale.ROOT,
            "<span class=\"photos\" role=\"img\" aria-label=\"photos that excite unit %d\""
                + " style=\"background-image:url(../../%s);background-position:-%dpx -%dpx\">"
                + "</span>",
            unit.channel(),
            Escape.address(sheet),
            CropSheet.x(unit.channel(), 0),
            CropSheet.y(unit.channel(), 0));
  }

  /** How strongly the image excites the unit, measured by photos where that is possible. */
  private static String caption(Unit unit) {
    if (unit.status().equals(TileRow.DEAD)) {
      return "never fired";
    }
    Double ratio = unit.datasetRatio();
    if (ratio == null) {
      return "";
    }
    if (ratio <= 0) {
      return "not excited by its image";
    }
    return String.format(Locale.ROOT, ratio < 10 ? "%.1f ×" : "%.0f ×", ratio);
  }
}
