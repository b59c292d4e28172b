package phosphene.gallery.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.gallery.Outcome;
import phosphene.gallery.store.ForwardingStore;
import phosphene.gallery.store.MemoryStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;

/** Files of the index that are looked at, and replaced by others with fewer rows. */
class IndexPartTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.123456Z");
  private static final String NAME = "index/tiles/part-1767225601000-0a1b2c3d.parquet";
  private static final List<TileRow> ROWS =
      IntStream.range(0, 6).mapToObj(channel -> row(channel)).toList();

  private final MemoryStore store = new MemoryStore();

  /** The last one failed, and names no image. */
  private static TileRow row(int channel) {
    return Rows.row(
        channel,
        channel < 5
            ? Rows.rendered(channel)
            : new Outcome.Failed(Outcome.Reason.STORE, "conv/5: disk full"),
        NOW);
  }

  private static String path(int channel) {
    return Rows.picture(channel).path();
  }

  @Test
  void theRowsThatAreNotTakenOutStayAsTheyAre() {
    store.write(NAME, TileRow.TABLE.parquet(ROWS));

    int taken =
        new IndexPart(store, NAME).without(TileRow.TABLE.objects(), Set.of(path(1), path(3)));

    assertThat(taken).isEqualTo(2);
    assertThat(rows(store)).containsExactly(ROWS.get(0), ROWS.get(2), ROWS.get(4), ROWS.get(5));
    assertThat(TileRow.TABLE.files(store))
        .singleElement()
        .asString()
        .matches("index/tiles/part-1767225601000-0a1b2c3d-[0-9a-f]{8}\\.parquet");
  }

  /** A job that was writing has put its rows into another file. */
  @Test
  void aFileThatIsGoneIsNotDamaged() {
    assertThat(new IndexPart(store, NAME).damage()).isEmpty();
  }

  @Test
  void aFileWithoutSuchRowsIsNotWrittenAgain() {
    store.write(NAME, TileRow.TABLE.parquet(ROWS));

    int taken =
        new IndexPart(store, NAME).without(TileRow.TABLE.objects(), Set.of("tiles/x/1.png"));

    assertThat(taken).isZero();
    assertThat(TileRow.TABLE.files(store)).containsExactly(NAME);
  }

  @Test
  void aFileOfWhichNoRowIsLeftIsGone() {
    store.write(NAME, TileRow.TABLE.parquet(ROWS.subList(0, 2)));

    int taken =
        new IndexPart(store, NAME).without(TileRow.TABLE.objects(), Set.of(path(0), path(1)));

    assertThat(taken).isEqualTo(2);
    assertThat(store.list("")).isEmpty();
  }

  /** A row of an earlier or later version. */
  record Other(String key, String path, List<String> later) {}

  @Test
  void columnsOfOtherVersionsStay() {
    IndexTable<Other> others =
        new IndexTable<>(
            "tiles", Other.class, "other", List.of("key"), List.of("key"), List.of("path"));
    Other stays = new Other("b", "tiles/b.png", List.of("x", "y"));
    store.write(NAME, others.parquet(List.of(new Other("a", "tiles/a.png", List.of()), stays)));

    new IndexPart(store, NAME).without(TileRow.TABLE.objects(), Set.of("tiles/a.png"));

    List<Map<?, ?>> columns = new ArrayList<>();
    others.each(store, Map.class, columns::add);
    assertThat(columns)
        .singleElement()
        .isEqualTo(Map.of("key", "b", "path", "tiles/b.png", "later", List.of("x", "y")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aKillAtAnyMomentLosesNoRow(int steps) {
    String other = NAME.replace("0a1b2c3d", "4e5f6a7b");
    store.write(NAME, TileRow.TABLE.parquet(ROWS.subList(0, 3)));
    store.write(other, TileRow.TABLE.parquet(ROWS.subList(3, 6)));
    Set<String> damaged = Set.of(path(1), path(3));
    Set<TileRow> rest = new HashSet<>(ROWS);
    rest.removeAll(Set.of(ROWS.get(1), ROWS.get(3)));

    Mortal mortal = new Mortal(store, steps);
    if (steps < 4) {
      assertThatThrownBy(() -> repair(mortal, damaged)).hasMessageEndingWith(": killed");
    } else {
      repair(mortal, damaged);
    }

    assertThat(ROWS).as("of the old rows").containsAll(rows(store));
    assertThat(rows(store)).as("all that are whole").containsAll(rest);
    repair(store, damaged);
    assertThat(Set.copyOf(rows(store))).isEqualTo(rest);
  }

  private static void repair(ObjectStore store, Set<String> damaged) {
    for (String file : TileRow.TABLE.files(store)) {
      new IndexPart(store, file).without(TileRow.TABLE.objects(), damaged);
    }
  }

  private static List<TileRow> rows(ObjectStore store) {
    List<TileRow> rows = new ArrayList<>();
    TileRow.TABLE.each(store, TileRow.class, rows::add);
    return rows;
  }

  @Test
  void onlyBytesThatAreNoTableAreDamaged() {
    byte[] whole = TileRow.TABLE.parquet(ROWS);
    store.write(NAME, whole);
    assertThat(new IndexPart(store, NAME).damage()).isEmpty();

    store.write(NAME, Arrays.copyOf(whole, whole.length / 2));
    assertThat(new IndexPart(store, NAME).damage())
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("Cannot read memory:/gallery/" + NAME + ": "));

    ObjectStore silent =
        new ForwardingStore(store) {
          @Override
          public Optional<byte[]> find(String name) {
            throw new StoreException("Cannot read " + name, new IOException("no answer"));
          }
        };
    assertThatThrownBy(() -> new IndexPart(silent, NAME).damage())
        .as("it may be whole")
        .hasMessage("Cannot read " + NAME + ": no answer");
  }

  /** A store whose user dies after so many changes. */
  private static final class Mortal extends ForwardingStore {
    private int left;

    Mortal(ObjectStore store, int steps) {
      super(store);
      this.left = steps;
    }

    @Override
    public void write(String name, byte[] bytes) {
      live(name);
      super.write(name, bytes);
    }

    @Override
    public void delete(String name) {
      live(name);
      super.delete(name);
    }

    private void live(String name) {
      if (left-- == 0) {
        throw new StoreException("Cannot change " + name, new IOException("killed"));
      }
    }
  }
}
