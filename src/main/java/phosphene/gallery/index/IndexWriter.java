package phosphene.gallery.index;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.RetryPolicy;
import phosphene.gallery.store.StoreException;

/**
 * Collects rows and writes them as Parquet files. What has come in is written at the next quiet
 * moment, as a small part; after so many rows, after so long, and at the end one file takes the
 * place of these. A row is added after its image was stored, so a row of the index means that the
 * image is there. Rows that a store does not take are kept and written later. Serves one thread.
 *
 * @param <R> what a row is
 */
public final class IndexWriter<R> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexWriter.class);
  // Rows that are never written are images that are rendered again.
  private static final Duration PATIENCE = Duration.ofHours(1);
  // Three a second between two whole files, as tasks of a minute end on 200 slots, are written
  // without delay; where there are more, they take at most a quarter of the driver's time.
  private static final int PROMPT = 60;
  private static final int REST = 3;
  // Longer than a query reads the files that it has listed.
  private static final Duration READ = Duration.ofMinutes(2);

  private final IndexTable<R> table;
  private final ObjectStore store;
  private final Limits limits;
  private final Clock clock;
  private final RetryPolicy retries;
  private final List<R> rows = new ArrayList<>(); // since the last whole file
  private final List<String> parts = new ArrayList<>(); // in which the first of them are
  private final Deque<Merged> merged = new ArrayDeque<>();
  private int stored; // how many are in parts
  private Instant begun; // when the first of them came
  private Instant next; // not before that is the store asked again
  private Instant seen; // by the clock at the last tick
  private boolean warm;
  private Optional<Instant> failing = Optional.empty(); // since when

  /** A part whose rows are all in a whole file since some time. */
  private record Merged(String name, Instant since) {}

  /** When rows become a whole file: after so many, or so long after the first, what comes first. */
  public record Limits(int rows, Duration age) {
    /** 10,000 rows, which are about a megabyte, or 20 seconds. */
    public static Limits standard() {
      return new Limits(10_000, Duration.ofSeconds(20));
    }

    /** All rows in one file, when the writer is closed. */
    public static Limits atOnce() {
      return new Limits(Integer.MAX_VALUE, Duration.ofDays(36500));
    }
  }

  public IndexWriter(IndexTable<R> table, ObjectStore store, Limits limits, Clock clock) {
    this(table, store, limits, clock, RetryPolicy.standard());
  }

  IndexWriter(
      IndexTable<R> table, ObjectStore store, Limits limits, Clock clock, RetryPolicy retries) {
    this.table = table;
    this.store = store;
    this.limits = limits;
    this.clock = clock;
    this.retries = retries;
    this.begun = clock.instant();
    this.next = begun;
    this.seen = begun;
  }

  /**
   * Adds a row.
   *
   * @throws StoreException as {@link #tick}
   */
  public void add(R row) {
    if (rows.isEmpty()) {
      begun = clock.instant();
    }
    rows.add(row);
    if (rows.size() >= limits.rows() && failing.isEmpty()) {
      write(() -> whole(store));
    }
  }

  /**
   * Writes what has come in; to be called when no more is at hand.
   *
   * @return after how long rows that have to wait can be written
   * @throws StoreException if the store fails in a way that does not pass, or for an hour
   */
  public Duration tick() {
    warmUp();
    Instant now = clock.instant();
    if (now.isBefore(seen)) { // the clock was set back: rows would wait until it is there again
      begun = now;
      next = now;
    }
    seen = now;
    drop(now.minus(READ));
    if (!now.isBefore(next)) {
      if (failing.isPresent() || !now.isBefore(begun.plus(limits.age()))) {
        write(() -> whole(store));
      } else if (rows.size() > stored) {
        write(this::part);
      }
    }
    return rows.size() > stored ? Duration.between(clock.instant(), next) : limits.age();
  }

  /** Parquet's classes take seconds to load: better while nothing has come in yet. */
  private void warmUp() {
    if (!warm) {
      warm = true;
      table.parquet(rows);
    }
  }

  private void write(Runnable writing) {
    Instant start = clock.instant();
    try {
      writing.run();
      failing = Optional.empty();
      Instant end = clock.instant();
      int rest = parts.size() > PROMPT ? REST : 0;
      next = end.plus(Duration.between(start, end).multipliedBy(rest));
    } catch (StoreException e) {
      if (interrupted(e)) { // whoever waits next is told, and close() writes the rest
        Thread.currentThread().interrupt();
        return;
      }
      Instant now = clock.instant();
      next = now.plus(limits.age());
      Instant since = failing.orElse(now);
      if (!RetryPolicy.outage(store.uri(), e) || !now.isBefore(since.plus(PATIENCE))) {
        throw e;
      }
      failing = Optional.of(since);
      LOG.info("Kept {} rows: {}", rows.size() - stored, e.getMessage());
    }
  }

  private static boolean interrupted(StoreException e) {
    for (Throwable link = e; link != null; link = link.getCause()) {
      if (link instanceof InterruptedException
          || link instanceof ClosedByInterruptException
          || link.getClass().equals(InterruptedIOException.class)) { // not of a time-out
        return true;
      }
    }
    return Thread.currentThread().isInterrupted();
  }

  /** Writes the rows that are in no file yet. */
  private void part() {
    parts.add(write(store, rows.subList(stored, rows.size())));
    stored = rows.size();
  }

  /** Brings all rows into one file. */
  private void whole(ObjectStore to) {
    if (stored < rows.size() || parts.size() > 1) {
      write(to, rows);
      Instant now = clock.instant();
      parts.forEach(name -> merged.add(new Merged(name, now)));
    }
    rows.clear();
    parts.clear();
    stored = 0;
  }

  private String write(ObjectStore to, List<R> some) {
    String name =
        String.format(
            Locale.ROOT,
            "%s/part-%013d-%s.parquet",
            table.folder(),
            clock.instant().toEpochMilli(),
            UUID.randomUUID().toString().substring(0, 8));
    to.write(name, table.parquet(some));
    return name;
  }

  /** Removes parts that were merged so long ago; one that stays says the same twice. */
  private void drop(Instant before) {
    while (!merged.isEmpty() && !merged.getFirst().since().isAfter(before)) {
      String name = merged.removeFirst().name();
      try {
        store.delete(name);
      } catch (StoreException e) {
        LOG.info("Left {}: {}", name, e.getMessage());
      }
    }
  }

  /**
   * Writes the rest; tried again for long, since there is no later.
   *
   * @throws StoreException if the store does not take it
   */
  @Override
  public void close() {
    whole(retries.of(store));
    drop(clock.instant());
  }
}
