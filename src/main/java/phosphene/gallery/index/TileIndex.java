package phosphene.gallery.index;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.RowOrder;
import phosphene.gallery.store.ObjectStore;

/** What the table of tiles says that a gallery holds. */
public final class TileIndex {
  private TileIndex() {}

  /** A tile that the index knows, by the columns that a resumed job needs. */
  public record Known(
      String key,
      String rendering,
      String layer,
      int channel,
      String status,
      Instant renderedAt,
      @Nullable Long generation,
      @Nullable Long sequence) {
    RowOrder order() {
      return RowOrder.of(generation, sequence);
    }

    /** True if there is an image. */
    public boolean drawn() {
      return !status.equals(TileRow.FAILED);
    }
  }

  /** The last row of every key. */
  public static Map<String, Known> known(ObjectStore store) {
    return last(
        store, Known.class, Known::key, order(Known::status, Known::order, Known::renderedAt));
  }

  /** The last row of every key, whole. */
  public static Map<String, TileRow> tiles(ObjectStore store) {
    return last(
        store,
        TileRow.class,
        TileRow::key,
        order(TileRow::status, TileRow::order, TileRow::renderedAt));
  }

  /** {@link IndexTable#order} of tiles. */
  public static <T> Comparator<T> order(
      Function<T, String> status, Function<T, RowOrder> order, Function<T, Instant> time) {
    return Comparator.comparing((T row) -> !status.apply(row).equals(TileRow.FAILED))
        .thenComparing(order)
        .thenComparing(time);
  }

  private static <T> Map<String, T> last(
      ObjectStore store, Class<T> type, Function<T, String> key, Comparator<T> order) {
    Map<String, T> last = new HashMap<>();
    BinaryOperator<T> later = BinaryOperator.maxBy(order);
    TileRow.TABLE.each(store, type, row -> last.merge(key.apply(row), row, later));
    return last;
  }
}
