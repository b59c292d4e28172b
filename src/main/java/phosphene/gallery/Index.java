package phosphene.gallery;

import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import com.jerolba.carpet.FieldMatchingStrategy;
import com.jerolba.carpet.TimeUnit;
import com.jerolba.carpet.io.OutputStreamOutputFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The table of tiles, as Parquet files that are written once. Of several rows with one key the last
 * rendered one counts.
 */
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
    each(
        store,
        Known.class,
        row ->
            known.merge(row.key(), row, (a, b) -> b.renderedAt().isBefore(a.renderedAt()) ? a : b));
    return known;
  }

  /** Passes every row of every file to {@code use}, with the columns that {@code type} names. */
  static <T> void each(ObjectStore store, Class<T> type, Consumer<T> use) {
    for (ObjectStore.Entry entry : store.list(Layout.TILES)) {
      if (!entry.name().endsWith(".parquet")) {
        continue;
      }
      byte[] bytes = store.find(entry.name()).orElseThrow();
      try (var rows =
          new CarpetReader<>(new MemoryFile(bytes), type)
              .withFieldMatchingStrategy(FieldMatchingStrategy.SNAKE_CASE)
              .iterator()) {
        rows.forEachRemaining(use);
      } catch (IOException | RuntimeException e) {
        throw new StoreException("Cannot read " + store.uri() + "/" + entry.name(), e);
      }
    }
  }

  /** The rows as one Parquet file. */
  static byte[] parquet(List<TileRow> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CarpetWriter<TileRow> writer =
        new CarpetWriter.Builder<>(new OutputStreamOutputFile(bytes), TileRow.class)
            .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
            .withDefaultTimeUnit(TimeUnit.MICROS)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      writer.write(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
