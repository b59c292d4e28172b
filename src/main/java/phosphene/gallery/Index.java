package phosphene.gallery;

import java.util.HashMap;
import java.util.Map;

/** What the table of tiles says that a gallery holds. */
public final class Index {
  private Index() {}

  /** A tile that the index knows, by the columns that a resumed job needs. */
  public record Known(
      String key, String layer, int channel, String status, java.time.Instant renderedAt) {
    /** True if there is a picture. */
    public boolean drawn() {
      return !status.equals(TileRow.FAILED);
    }
  }

  /** The last row of every key. */
  public static Map<String, Known> known(ObjectStore store) {
    Map<String, Known> known = new HashMap<>();
    IndexTable.TILES.each(
        store,
        Known.class,
        row ->
            known.merge(row.key(), row, (a, b) -> b.renderedAt().isBefore(a.renderedAt()) ? a : b));
    return known;
  }

  /** The last row of every key, whole. */
  public static Map<String, TileRow> tiles(ObjectStore store) {
    Map<String, TileRow> tiles = new HashMap<>();
    IndexTable.TILES.each(
        store,
        TileRow.class,
        row ->
            tiles.merge(row.key(), row, (a, b) -> b.renderedAt().isBefore(a.renderedAt()) ? a : b));
    return tiles;
  }
}
