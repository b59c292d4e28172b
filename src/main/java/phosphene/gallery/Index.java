package phosphene.gallery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What the table of tiles says that a gallery holds. */
public final class Index {
  private Index() {}

  /** A tile that the index knows, by the columns that a resumed job needs. */
  public record Known(String key, String layer, int channel, String status, Instant renderedAt) {
    /** True if there is a picture. */
    public boolean drawn() {
      return !status.equals(TileRow.FAILED);
    }
  }

  /** The last row of every key. */
  public static Map<String, Known> known(ObjectStore store) {
    return last(store, Known.class, Known::key, Known::renderedAt);
  }

  /** The last row of every key, whole. */
  public static Map<String, TileRow> tiles(ObjectStore store) {
    return last(store, TileRow.class, TileRow::key, TileRow::renderedAt);
  }

  private static <T> Map<String, T> last(
      ObjectStore store, Class<T> type, Function<T, String> key, Function<T, Instant> time) {
    Map<String, T> last = new HashMap<>();
    IndexTable.TILES.each(
        store,
        type,
        row ->
            last.merge(
                key.apply(row), row, (a, b) -> time.apply(b).isBefore(time.apply(a)) ? a : b));
    return last;
  }
}
