package phosphene.gallery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects rows and writes them as Parquet files: after so many rows, after so long, and at the
 * end. A row is added after its picture was stored, so a row of the index means that the picture is
 * there. Rows that a store does not take are kept and written later. Serves one thread.
 *
 * @param <R> what a row is
 */
public final class IndexWriter<R> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexWriter.class);
  // Rows that are never written are pictures that are drawn again.
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final IndexTable<R> table;
  private final ObjectStore store;
  private final Limits limits;
  private final Clock clock;
  private final Patience patience;
  private final List<R> rows = new ArrayList<>();
  private Instant flushed;
  private Optional<Instant> failing = Optional.empty(); // since when

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
    this(table, store, limits, clock, Patience.standard());
  }

  IndexWriter(
      IndexTable<R> table, ObjectStore store, Limits limits, Clock clock, Patience patience) {
    this.table = table;
    this.store = store;
    this.limits = limits;
    this.clock = clock;
    this.patience = patience;
    this.flushed = clock.instant();
  }

  /** Adds a row. */
  public void add(R row) {
    rows.add(row);
    tick();
  }

  /**
   * Writes the rows if it is time.
   *
   * @throws StoreException if the store fails in a way that does not pass, or for an hour
   */
  public void tick() {
    Instant due = flushed.plus(limits.age());
    boolean full = rows.size() >= limits.rows() && failing.isEmpty();
    if (!full && clock.instant().isBefore(due)) {
      return;
    }
    try {
      flush(store);
      failing = Optional.empty();
    } catch (StoreException e) {
      flushed = clock.instant();
      Instant since = failing.orElse(flushed);
      if (!Patience.outage(store.uri(), e) || !flushed.isBefore(since.plus(PATIENCE))) {
        throw e;
      }
      failing = Optional.of(since);
      LOG.info("Kept {} rows: {}", rows.size(), e.getMessage());
    }
  }

  private void flush(ObjectStore to) {
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
    to.write(name, table.parquet(rows));
    rows.clear();
  }

  /**
   * Writes the rest; with patience, since there is no later.
   *
   * @throws StoreException if the store does not take it
   */
  @Override
  public void close() {
    flush(patience.of(store));
  }
}
