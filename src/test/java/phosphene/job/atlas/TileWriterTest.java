package phosphene.job.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.relu;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.ascent.TileResult;
import phosphene.gallery.Outcome;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.store.MemoryStore;
import phosphene.image.pixel.Raster;
import phosphene.network.Convolution;
import phosphene.network.Feeders;
import phosphene.network.Network;
import phosphene.network.Window;
import phosphene.plan.Tile;
import phosphene.plan.TileKey;
import phosphene.plan.Unit;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;

/** What becomes of drawings. */
class TileWriterTest {
  private static final Network TOY =
      network(16, 8, relu("a", new Convolution(4, Window.of(3, 1, 1)), "input"));
  private static final Unit UNIT = new Unit("a", 0, 1);
  private static final TileResult.Route ROUTE = new TileResult.Route(0, 0, 1);

  private final MemoryStore store = new MemoryStore();

  /** Values of an ascent may be numbers, and the colours that they make not. */
  @Test
  void coloursThatAreNotFiniteAreAFailure() {
    float[] planes = new float[3 * 4 * 4];
    assertThat(kept(planes).outcome()).isInstanceOf(Outcome.Rendered.class);
    store.list("").forEach(entry -> store.delete(entry.name()));
    planes[7] = Float.NaN;

    assertThat(kept(planes).outcome())
        .isEqualTo(
            new Outcome.Failed(
                Outcome.Reason.NOT_FINITE, "a/1: the ascent's values are not finite"));

    assertThat(store.list("")).isEmpty();
  }

  private Receipt kept(float[] planes) {
    Provenance provenance =
        new Provenance(
            new Provenance.NetworkName("toy", "1", "none"),
            Objective.standard().json(),
            Recipe.standard().json(),
            1,
            "1");
    TileWriter easel =
        new TileWriter(store, provenance, new Receipt.Maker("nd4j cpu", "cpu"), new Feeders(TOY));
    TileResult drawing =
        new TileResult.Finished(
            new Raster(4, 4, planes), new TileResult.Scores(0, 1), ROUTE, TileResult.Life.ALIVE);
    return easel.keep(new Tile("default", UNIT, TileKey.of("abc", UNIT, "x")), drawing, 1);
  }

  @ParameterizedTest
  @CsvSource({"NaN, 1", "1, NaN", "-Infinity, 1", "1, Infinity"})
  void noRowHasScoresThatAreNotFinite(double start, double end) {
    assertThatThrownBy(() -> new Outcome.Scores(start, end))
        .hasMessage("Invalid scores: " + start + " to " + end + " (must be finite)");
  }
}
