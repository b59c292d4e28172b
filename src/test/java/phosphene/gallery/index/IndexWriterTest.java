package phosphene.gallery.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.Hours;
import phosphene.gallery.lease.Lease;
import phosphene.gallery.lease.ProcessName;
import phosphene.gallery.store.ForwardingStore;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.MemoryStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.RetryPolicy;
import phosphene.gallery.store.StoreException;

/** When rows become part files. */
class IndexWriterTest {
  private final MemoryStore store = new MemoryStore();
  private final HandClock clock = new HandClock();
  private final Hours time = new Hours();

  @Test
  void rowsAreWrittenAfterSoMany() {
    IndexWriter<TileRow> writer = writer(3, 1_000);

    add(writer, 0, 1);
    assertThat(known()).isEmpty();
    add(writer, 2);
    assertThat(known()).containsExactly(0, 1, 2);
    add(writer, 3, 4, 5, 6);

    assertThat(known()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(store.list("index/tiles")).hasSize(2);
  }

  @Test
  void whatHasComeInIsWrittenAtTheNextQuietMoment() {
    IndexWriter<TileRow> writer = writer(100, 20);
    clock.pass(19);
    writer.tick();

    add(writer, 0, 1);
    assertThat(known()).as("more may be at hand").isEmpty();
    writer.tick();
    assertThat(known()).containsExactly(0, 1);
    for (int i = 2; i < 99; i++) {
      clock.pass(i % 5);
      add(writer, i);
      writer.tick();
      assertThat(known()).as("whoever is killed now loses nothing that came in").hasSize(i + 1);
    }
  }

  @Test
  void ofTwentySecondsOneFileStays() {
    IndexWriter<TileRow> writer = writer(100, 20);
    for (int i = 0; i < 10; i++) {
      add(writer, i);
      writer.tick();
      clock.pass(2);
    }
    assertThat(parts()).as("small ones").hasSize(10);

    writer.tick();
    assertThat(parts()).as("and a whole one, while queries may read the others").hasSize(11);
    assertThat(known()).hasSize(10);
    add(writer, 10);
    writer.tick();
    assertThat(parts()).hasSize(12);
    clock.pass(120);
    writer.tick();
    assertThat(parts()).as("a single one is whole").hasSize(2);
    assertThat(known()).hasSize(11);

    add(writer, 11);
    writer.tick();
    add(writer, 12);
    writer.tick();
    writer.close();
    assertThat(parts()).hasSize(3);
    assertThat(known()).hasSize(13);
  }

  @Test
  void aClockThatIsSetBackKeepsNoRowsWaiting() {
    IndexWriter<TileRow> writer = writer(100, 20);
    add(writer, 0);
    writer.tick();
    clock.pass(-3_600);

    add(writer, 1);
    writer.tick();
    assertThat(known()).containsExactly(0, 1);
    add(writer, 2);
    clock.pass(20);
    writer.tick();
    assertThat(known()).containsExactly(0, 1, 2);
    assertThat(parts()).as("small ones and a whole one").hasSize(3);
  }

  @Test
  void whoeverIsKilledLosesNoMoreThanWhatCameInDuringOneWrite() {
    Slow slow = new Slow(store);
    IndexWriter<TileRow> writer = writer(slow, 1_000, 20);
    int came = 0;
    for (int second = 0; second < 60; second++) {
      clock.pass(1);
      for (; came < clock.seconds() - second % 2; came++) { // more at times, but one a second
        add(writer, came);
      }
      assertThat(came - known().size()).as("killed at %d", clock.seconds()).isLessThanOrEqualTo(4);
      Duration wait = writer.tick();
      assertThat(came - known().size()).as("killed at %d", clock.seconds()).isZero();
      assertThat(wait).as("no row waits").isEqualTo(Duration.ofSeconds(20));
    }
  }

  @Test
  void manySmallPartsTakeAtMostAQuarterOfTheTime() {
    Slow slow = new Slow(store);
    IndexWriter<TileRow> writer = writer(slow, 1_000, 1_000);
    for (int i = 0; i < 61; i++) {
      add(writer, i);
      writer.tick();
    }
    assertThat(parts()).hasSize(61);

    add(writer, 61);
    assertThat(writer.tick()).as("three times as long as the last took").hasSeconds(6);
    clock.pass(5);
    assertThat(writer.tick()).hasSeconds(1);
    assertThat(known()).hasSize(61);
    clock.pass(1);
    writer.tick();

    assertThat(known()).hasSize(62);
  }

  @Test
  void anInterruptionInTheMiddleOfAWriteIsNoFailure() {
    boolean[] once = {true};
    ObjectStore interrupted =
        new ForwardingStore(store) {
          @Override
          public void write(String name, byte[] bytes) {
            if (once[0]) {
              once[0] = false;
              throw new StoreException("Cannot write it", new InterruptedIOException("sleep"));
            }
            super.write(name, bytes);
          }
        };
    IndexWriter<TileRow> writer = writer(interrupted, 100, 20);
    add(writer, 0);

    writer.tick();

    assertThat(Thread.interrupted()).as("told to whoever waits next").isTrue();
    writer.close();
    assertThat(known()).containsExactly(0);
  }

  @Test
  void aPartThatCannotBeRemovedSaysTheSameTwice() {
    ObjectStore keeping =
        new ForwardingStore(store) {
          @Override
          public void delete(String name) {
            throw new StoreException("Cannot delete it", new IOException("connection lost"));
          }
        };
    try (IndexWriter<TileRow> writer = writer(keeping, 100, 20)) {
      add(writer, 0);
      writer.tick();
      add(writer, 1);
    }

    assertThat(parts()).hasSize(2);
    assertThat(known()).containsExactly(0, 1);
  }

  @Test
  void closingWritesTheRest() {
    try (IndexWriter<TileRow> writer = writer(100, 100)) {
      add(writer, 0, 1);
    }

    assertThat(known()).containsExactly(0, 1);
  }

  @Test
  void nothingIsWrittenWhenThereIsNothing() {
    try (IndexWriter<TileRow> writer = writer(1, 1)) {
      clock.pass(5);
      writer.tick();
    }
    IndexWriter<TileRow> twice = writer(1, 100);
    add(twice, 0);
    twice.close();
    twice.close();

    assertThat(store.list("")).hasSize(1);
  }

  @Test
  void partsAreOrderedByTimeAndNeverShareAName() {
    IndexWriter<TileRow> one = writer(1, 100);
    IndexWriter<TileRow> other = writer(1, 100);
    add(one, 0);
    add(other, 1);
    clock.pass(1);
    add(one, 2);

    List<String> names = store.list("index/tiles").stream().map(ObjectStore.Entry::name).toList();
    assertThat(names)
        .hasSize(3)
        .allMatch(name -> name.matches("index/tiles/part-\\d{13}-[0-9a-f]{8}\\.parquet"));
    assertThat(names.get(2)).startsWith("index/tiles/part-1767225601000-");
  }

  @Test
  void rowsThatCouldNotBeWrittenAreWrittenLater(@TempDir Path folder) throws Exception {
    Path gallery = Files.writeString(folder.resolve("gallery"), "in the way");
    ObjectStore files = HadoopStore.open(gallery.toString(), new Configuration());
    IndexWriter<TileRow> writer =
        new IndexWriter<>(
            TileRow.TABLE, files, new IndexWriter.Limits(2, Duration.ofSeconds(100)), clock);

    add(writer, 0);
    assertThatThrownBy(() -> add(writer, 1))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("Cannot write " + files.uri() + "/index/tiles/part-");
    assertThat(Files.readAllBytes(gallery)).asString(UTF_8).isEqualTo("in the way");

    Files.delete(gallery);
    writer.close();
    assertThat(TileIndex.known(files)).hasSize(2);
  }

  @Test
  void anOutageKeepsRowsForLater() {
    Moody moody = new Moody(store);
    IndexWriter<TileRow> writer = writer(moody, 2, 20);
    moody.out = true;

    add(writer, 0, 1, 2, 3);
    assertThat(moody.tries).as("not at every row").isOne();
    clock.pass(20);
    writer.tick();
    assertThat(moody.tries).isEqualTo(2);
    assertThat(known()).isEmpty();

    moody.out = false;
    clock.pass(19);
    writer.tick();
    assertThat(known()).isEmpty();
    clock.pass(1);
    writer.tick();
    assertThat(known()).containsExactly(0, 1, 2, 3);
    add(writer, 4, 5);
    assertThat(known()).as("as before").hasSize(6);
  }

  @Test
  void anOutageOfAnHourIsTold() {
    Moody moody = new Moody(store);
    IndexWriter<TileRow> writer = writer(moody, 1, 20);
    moody.out = true;
    add(writer, 0);
    clock.pass(3599);
    writer.tick();
    clock.pass(20);

    assertThatThrownBy(writer::tick)
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot write it: connection lost");
  }

  @Test
  void closingWaitsForTheStore() {
    Moody moody = new Moody(store);
    time.every(600, () -> moody.out = false);
    try (IndexWriter<TileRow> writer = writer(moody, 100, 100)) {
      add(writer, 0);
      moody.out = true;
    }

    assertThat(known()).containsExactly(0);
    assertThat(time.passed()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
  }

  @Test
  void whoLostItsLeaseEntersNothing() throws Exception {
    Lease lease = Lease.take(store, Lease.note(ProcessName.ours()), time, line -> {});
    IndexWriter<TileRow> writer = writer(lease.place(), 100, 100);
    add(writer, 0);
    store.delete("lease/000001.json");
    lease.beat();

    assertThatThrownBy(writer::close).hasMessageEndingWith(": somebody has removed its lease");

    assertThat(store.list("")).isEmpty();
    assertThat(time.passed()).isZero();
  }

  /** A store that takes two seconds for an object. */
  private final class Slow extends ForwardingStore {
    Slow(ObjectStore store) {
      super(store);
    }

    @Override
    public void write(String name, byte[] bytes) {
      clock.pass(2);
      super.write(name, bytes);
    }
  }

  /** A store that takes nothing for a while. */
  private static final class Moody extends ForwardingStore {
    private boolean out;
    private int tries;

    Moody(ObjectStore store) {
      super(store);
    }

    @Override
    public void write(String name, byte[] bytes) {
      tries++;
      if (out) {
        throw new StoreException("Cannot write it", new IOException("connection lost"));
      }
      super.write(name, bytes);
    }
  }

  @Test
  void theStandardIsTenThousandRowsOrTwentySeconds() {
    assertThat(IndexWriter.Limits.standard())
        .isEqualTo(new IndexWriter.Limits(10_000, Duration.ofSeconds(20)));
  }

  private IndexWriter<TileRow> writer(int rows, int seconds) {
    return writer(store, rows, seconds);
  }

  private IndexWriter<TileRow> writer(ObjectStore to, int rows, int seconds) {
    IndexWriter.Limits limits = new IndexWriter.Limits(rows, Duration.ofSeconds(seconds));
    return new IndexWriter<>(TileRow.TABLE, to, limits, clock, new RetryPolicy(time, () -> {}));
  }

  private void add(IndexWriter<TileRow> writer, int... channels) {
    for (int channel : channels) {
      writer.add(Rows.row(channel, Rows.rendered(channel), clock.instant()));
    }
  }

  private List<ObjectStore.Entry> parts() {
    return store.list("index/tiles");
  }

  private List<Integer> known() {
    return TileIndex.known(store).values().stream().map(TileIndex.Known::channel).sorted().toList();
  }

  /** A clock that is moved by hand; it starts with the year 2026. */
  private static final class HandClock extends Clock {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private Instant now = BEGIN;

    long seconds() {
      return Duration.between(BEGIN, now).toSeconds();
    }

    void pass(int seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
