package phosphene.job.atlas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phosphene.ascent.TileResult;
import phosphene.gallery.FeedingUnit;
import phosphene.gallery.Layout;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.codec.Png;
import phosphene.image.figures.Figures;
import phosphene.network.Feeders;
import phosphene.plan.Tile;
import phosphene.plan.TileKey;
import phosphene.spec.Objective;

/**
 * Turns results into stored images that explain themselves, and these into receipts.
 *
 * @param provenance of the tiles' rendering
 * @param feeders of the network
 */
record TileWriter(ObjectStore store, Provenance provenance, Receipt.Maker maker, Feeders feeders) {

  /** Stores a result; one that diverged becomes a failure. */
  Receipt keep(Tile tile, TileResult result, double seconds) {
    if (result instanceof TileResult.Diverged diverged) {
      return diverged(tile, diverged.route(), seconds);
    }
    if (result instanceof TileResult.Finished finished) {
      if (!finished.raster().finite()) {
        return diverged(tile, finished.route(), seconds);
      }
      List<FeedingUnit> inputs = inputs(tile);
      return new Receipt(
          tile,
          stored(tile, inputs, finished),
          course(finished.route(), seconds),
          inputs,
          List.of(Figures.of(finished.raster())));
    }
    throw new AssertionError(result);
  }

  private Receipt diverged(Tile tile, TileResult.Route route, double seconds) {
    return new Receipt(
        tile,
        new Outcome.Failed(Reason.NOT_FINITE, tile.text() + ": the ascent's values are not finite"),
        course(route, seconds),
        inputs(tile),
        List.of());
  }

  /** A tile without image. */
  Receipt failed(Tile tile, Reason reason, String message, double seconds) {
    return new Receipt(
        tile,
        new Outcome.Failed(reason, tile.text() + ": " + message),
        new Receipt.Course(0, 0, 0, seconds, maker),
        inputs(tile),
        List.of());
  }

  private List<FeedingUnit> inputs(Tile tile) {
    if (!Objective.read("objective", provenance.objective()).kind().countsChannels()) {
      return List.of();
    }
    return feeders.strongest(tile.unit().layer(), tile.unit().channel()).stream()
        .map(feeder -> new FeedingUnit(feeder.layer(), feeder.channel(), feeder.weight()))
        .toList();
  }

  private Outcome stored(Tile tile, List<FeedingUnit> inputs, TileResult.Finished finished) {
    byte[] bytes = Png.encode(finished.raster(), finished.opacity(), texts(tile, inputs, finished));
    String path = Layout.tile(tile.rendering(), tile.unit());
    store.write(path, bytes);
    Outcome.Picture image =
        new Outcome.Picture(
            path,
            bytes.length,
            TileKey.sha256(bytes),
            finished.raster().width(),
            finished.raster().height());
    Outcome.Scores scores = new Outcome.Scores(finished.scores().start(), finished.scores().end());
    return finished.life() == TileResult.Life.DEAD
        ? new Outcome.Dead(image, scores)
        : new Outcome.Rendered(image, scores);
  }

  /** What the image says of itself; nothing in it depends on where or when it was made. */
  private Map<String, String> texts(
      Tile tile, List<FeedingUnit> inputs, TileResult.Finished finished) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("Title", provenance.network().name() + " " + tile.unit());
    texts.put("Software", "Phosphene " + provenance.version());
    texts.put("phosphene:key", tile.key().hex());
    texts.put("phosphene:network", provenance.network().name());
    texts.put("phosphene:network_sha256", provenance.network().sha256());
    texts.put("phosphene:preprocessing", provenance.network().preprocessing());
    texts.put("phosphene:rendering", tile.rendering());
    texts.put("phosphene:layer", tile.unit().layer());
    texts.put("phosphene:channel", Integer.toString(tile.unit().channel()));
    texts.put("phosphene:inputs", FeedingUnit.text(inputs));
    texts.put("phosphene:objective", provenance.objective());
    texts.put("phosphene:recipe", provenance.recipe());
    texts.put("phosphene:seed", Long.toString(provenance.seed()));
    texts.put("phosphene:attempt", Integer.toString(finished.route().attempt()));
    texts.put("phosphene:retry", Integer.toString(finished.route().retry()));
    texts.put("phosphene:score_start", Double.toString(finished.scores().start()));
    texts.put("phosphene:score_end", Double.toString(finished.scores().end()));
    texts.put("phosphene:dead", Boolean.toString(finished.life() == TileResult.Life.DEAD));
    return texts;
  }

  private Receipt.Course course(TileResult.Route route, double seconds) {
    return new Receipt.Course(route.attempt(), route.retry(), route.steps(), seconds, maker);
  }
}
