package phosphene.gallery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Collects rows and writes them as Parquet files: after so many rows, after so long, and at the
 * end. A row is added after its picture was stored, so a row of the index means that the picture is
 * there. Serves one thread.
 *
 * @param <R> what a row is
 */
public final class IndexWriter<R> implements AutoCloseable {
  private final IndexTable<R> table;
  private final ObjectStore store;
  private final Limits limits;
  private final Clock clock;
  private final List<R> rows = new ArrayList<>();
  private Instant flushed;

  /** When rows are written: after so many, or so long after the last time, what comes first. */
  public record Limits(int rows, Duration age) {
    /**
     * 10,000 rows, which are about a megabyte, or 20 seconds, which a lost driver loses of what it
     * was told.
     */
    public static Limits standard() {
      return new Limits(10_000, Duration.ofSeconds(20));
    }

    /** All rows in one file, when the writer is closed. */
    public static Limits atOnce() {
      return new Limits(Integer.MAX_VALUE, Duration.ofDays(36500));
    }
  }

  public IndexWriter(IndexTable<R> table, ObjectStore store, Limits limits, Clock clock) {
    this.table = table;
    this.store = store;
    this.limits = limits;
    this.clock = clock;
    this.flushed = clock.instant();
  }

  /** Adds a row. */
  public void add(R row) {
    rows.add(row);
    tick();
  }

  /** Writes the rows if it is time. */
  public void tick() {
    Instant due = flushed.plus(limits.age());
    if (rows.size() >= limits.rows() || !clock.instant().isBefore(due)) {
      flush();
    }
  }

  private void flush() {
    flushed = clock.instant();
    if (rows.isEmpty()) {
      return;
    }
    String name =
        String.format(
            Locale.ROOT,
            "%s/part-%013d-%s.parquet",
            table.folder(),
            flushed.toEpochMilli(),
            UUID.randomUUID().toString().substring(0, 8));
    store.write(name, table.parquet(rows));
    rows.clear();
  }

  @Override
  public void close() {
    flush();
  }
}
