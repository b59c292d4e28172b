package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import phosphene.gallery.CropSheet;
import phosphene.gallery.index.AtlasRows;
import phosphene.gallery.store.MemoryStore;
import phosphene.image.figures.ColorShare;
import phosphene.plan.Unit;

/** The pages of an atlas. */
class AtlasSiteTest {
  private static final String ODD = "a <b>/c";

  private final MemoryStore store = new MemoryStore();

  @BeforeEach
  void fill() {
    AtlasRows rows = new AtlasRows(store);
    rows.rendered(new Unit("second", 5, 0), 2.0);
    rows.rendered(new Unit(ODD, 1, 65), 0.0);
    rows.failed(new Unit(ODD, 1, 2));
    rows.rendered(new Unit(ODD, 1, 65), 4.0); // later: photos were scanned since
    rows.failed(new Unit("second", 5, 0)); // an attempt that was given up tells late
    rows.write();
    AtlasSite.of(store).write();
  }

  private String text(String name) {
    return new String(store.find(name).orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void layersAreInTheOrderOfTheNetworkAndLeadToEachOther() {
    assertThat(text("index.html"))
        .contains("3 units of 2 layers")
        .containsSubsequence("a &lt;b&gt;/c", "second")
        .doesNotContain("<b>");
    assertThat(text("site/layers/second.html"))
        .contains("<a rel=\"prev\" href=\"a%2520%253Cb%253E%252Fc.html\">← a &lt;b&gt;/c</a>")
        .doesNotContain("rel=\"next\"");
  }

  @Test
  void everyLinkLeadsToAnObject() {
    List<String> pages = store.list("").stream().map(entry -> entry.name()).toList();
    for (String page : pages.stream().filter(name -> name.endsWith(".html")).toList()) {
      String folder = page.substring(0, page.lastIndexOf('/') + 1);
      Pattern.compile("(?:href|src)=\"([^\"#:]+)\"")
          .matcher(text(page))
          .results()
          .map(link -> java.net.URI.create(folder + link.group(1)).normalize().getPath())
          .forEach(target -> assertThat(pages).as("from %s", page).contains(target));
    }
  }

  @Test
  void aUnitIsItsLastRowWithReasonOrRatio() {
    String page = text("site/layers/" + "a%20%3Cb%3E%2Fc" + ".html");

    assertThat(page)
        .contains("<span class=\"tile\">store: full</span>")
        .contains("<figcaption><a href=\"#65\">65</a> 0.5 ×</figcaption>")
        .doesNotContain("class=\"photos\"");
  }

  @Test
  void anImageHasItsFiguresAndAFailureHasNone() {
    assertThat(text("site/layers/" + "a%20%3Cb%3E%2Fc" + ".html"))
        .containsOnlyOnce("class=\"colors\"")
        .contains(
            "title=\"red 50 %, black 25 %; high frequencies 0.13; border 0.75; clipped 25.0 %;"
                + " lines at 45° (coherence 0.50)\"")
        .contains("<i style=\"flex:0.500;background:#d04040\"></i>");
  }

  @Test
  void aColorThatIsNoneIsLeftOut() {
    TileFigures forged =
        new TileFigures(null, null, null, List.of(new ColorShare("red;x", "<b>", 1)), null, null);

    assertThat(forged.html()).contains("title=\"&lt;b&gt; 100 %\"").doesNotContain("red;x");
  }

  @Test
  void aLateFailureDoesNotUndoAPicture() {
    assertThat(text("site/layers/second.html"))
        .contains("src=\"../../tiles/default/second/0.png\"")
        .doesNotContain("store: full");
  }

  @Test
  void photosLieBesideTheUnitsThatTheyExcite() {
    String sheet = new CropSheet(ODD, 1).object("0123456789abcdef");
    store.write(sheet, new byte[0]);

    AtlasSite.of(store).write();

    assertThat(text("site/layers/" + "a%20%3Cb%3E%2Fc" + ".html"))
        .contains("url(../../" + sheet.replace("%", "%25") + ")")
        .contains("background-position:-144px -0px")
        .containsOnlyOnce("class=\"photos\"");
  }

  @Test
  void eachRenderingIsUnderItsName() {
    AtlasRows rows = new AtlasRows(store);
    rows.rendered("deep", new Unit("second", 5, 0), 2.0);
    rows.rendered("deep", new Unit("second", 5, 1), 2.0);
    rows.write();

    AtlasSite.of(store).write();

    assertThat(text("index.html")).contains("4 units of 2 layers in 2 renderings: deep, default");
    assertThat(text("site/layers/second.html"))
        .contains("2 units in 2 renderings: deep, default.")
        .containsSubsequence(
            "<h2>deep</h2>",
            "id=\"deep-0\"",
            "tiles/deep/second/0.png",
            "tiles/deep/second/1.png",
            "<h2>default</h2>",
            "id=\"default-0\"",
            "tiles/default/second/0.png");
    everyLinkLeadsToAnObject();
  }
}
