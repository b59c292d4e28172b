package phosphene.gallery.index;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import phosphene.gallery.Layout;
import phosphene.gallery.Manifest;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Picture;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Outcome.Scores;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.store.ObjectStore;
import phosphene.plan.Tile;
import phosphene.plan.TileKey;
import phosphene.plan.Unit;
import phosphene.spec.Rendering;

/** A gallery of an atlas as an index tells it; each row is later than the one before. */
public final class AtlasRows {
  private final ObjectStore store;
  private final List<TileRow> rows = new ArrayList<>();

  public AtlasRows(ObjectStore store) {
    this(store, Rows.PROVENANCE.network().name());
  }

  /** Of a network of any name. */
  public AtlasRows(ObjectStore store, String network) {
    this.store = store;
    Provenance usual = Rows.PROVENANCE;
    Provenance provenance =
        new Provenance(
            new Provenance.NetworkName(network, "abc", "rgb"),
            usual.objective(),
            usual.recipe(),
            usual.seed(),
            usual.version());
    Manifest.claim(store, Manifest.of("atlas", provenance, "{}"));
  }

  /** A tile of score 2, and its object; photos reach {@code datasetMax}. */
  public void rendered(Unit unit, double datasetMax) {
    rendered(Rendering.DEFAULT, unit, datasetMax);
  }

  /** The same in a rendering. */
  public void rendered(String rendering, Unit unit, double datasetMax) {
    String path = Layout.tile(rendering, unit);
    store.write(path, new byte[] {1});
    Outcome outcome =
        new Outcome.Rendered(new Picture(path, 1, TileKey.sha256(path), 64, 64), new Scores(0, 2));
    rows.add(row(rendering, unit, outcome).withDatasetMax(datasetMax));
  }

  /** A tile that failed, as its store was full. */
  public void failed(Unit unit) {
    failed(unit, "full");
  }

  /** A tile that failed, as its store said. */
  public void failed(Unit unit, String message) {
    rows.add(row(unit, new Outcome.Failed(Reason.STORE, message)));
  }

  /** A tile whose image is not where one would be. */
  public void forged(Unit unit, String path) {
    Picture picture = new Picture(path, 1, TileKey.sha256(path), 64, 64);
    rows.add(row(unit, new Outcome.Rendered(picture, new Scores(0, 2))));
  }

  private TileRow row(Unit unit, Outcome outcome) {
    return row(Rendering.DEFAULT, unit, outcome);
  }

  private TileRow row(String rendering, Unit unit, Outcome outcome) {
    Tile tile = new Tile(rendering, unit, TileKey.of("abc", unit, rendering));
    return TileRow.of(
        new Receipt(tile, outcome, Rows.COURSE, List.of(), Rows.figures(outcome)),
        Rows.PROVENANCE,
        time());
  }

  private Instant time() {
    return Instant.EPOCH.plusSeconds(rows.size());
  }

  /** Writes the index. */
  public void write() {
    try (IndexWriter<TileRow> index =
        new IndexWriter<>(TileRow.TABLE, store, IndexWriter.Limits.atOnce(), Clock.systemUTC())) {
      rows.forEach(index::add);
    }
  }
}
