package phosphene.gallery.lease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.gallery.lease.LeasedPlace.ELSEWHERE;
import static phosphene.gallery.lease.LeasedPlace.SINCE;
import static phosphene.gallery.lease.LeasedPlace.US;
import static phosphene.gallery.lease.LeasedPlace.note;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phosphene.gallery.Hours;
import phosphene.gallery.Manifest;
import phosphene.gallery.RowOrder;
import phosphene.gallery.index.Rows;
import phosphene.gallery.store.ForwardingStore;
import phosphene.gallery.store.MemoryStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.spec.SpecException;

/** Who may write to a place: taking a lease. */
@Timeout(60)
class LeaseTest {
  private static final Manifest MANIFEST = Manifest.of("atlas", Rows.PROVENANCE, "{}");

  private final LeasedPlace place = new LeasedPlace();

  @Test
  void aFreePlaceIsTakenAndLeftFree() throws Exception {
    Lease lease = place.take(US);
    assertThat(place.names()).containsExactly("lease/000001.json");
    assertThat(Lease.holder(place.store())).hasValue(US + ", since " + SINCE);

    lease.close();

    assertThat(place.names()).isEmpty();
    assertThat(Lease.holder(place.store())).isEmpty();
    assertThat(place.told()).isEmpty();
  }

  @Test
  void aSecondJobBesideALivingProcessIsRefusedAtOnce() throws Exception {
    ProcessName neighbour = ProcessName.of(ProcessHandle.current().parent().orElseThrow().pid());
    place.take(neighbour);

    assertThatThrownBy(() -> place.take(US))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot write to memory:/gallery: another job does: "
                + neighbour
                + ", since "
                + SINCE
                + " (wait for its end, or choose another output)");

    assertThat(place.time().passed()).isEqualTo(Duration.ZERO);
    assertThat(place.told()).isEmpty();
    assertThat(place.names()).containsExactly("lease/000001.json");
  }

  @Test
  void theRefusalNamesTheSparkApplication() throws Exception {
    ProcessName neighbour = ProcessName.of(ProcessHandle.current().parent().orElseThrow().pid());
    Lease lease = place.take(neighbour);
    lease.during("app-20261122-0001", () -> beaten(lease));

    assertThatThrownBy(() -> place.take(US))
        .hasMessageContaining(neighbour + ", Spark application app-20261122-0001, since " + SINCE);
  }

  @Test
  void aKilledHolderOfThisMachineIsReplacedAtOnce() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    ProcessName killed = ProcessName.of(process.pid());
    assertThat(killed.life()).isEqualTo(ProcessName.Life.ALIVE);
    place.take(killed);
    process.destroyForcibly().waitFor();

    place.take(US);

    assertThat(place.names()).containsExactly("lease/000002.json");
    assertThat(place.time().passed()).isEqualTo(Duration.ZERO);
    assertThat(place.told()).isEmpty();
  }

  @Test
  void anotherProcessOfTheHoldersNumberIsNotTheHolder() throws Exception {
    place.take(new ProcessName(US.user(), US.host(), US.pid(), US.born() - 1, US.realm()));

    place.take(US);

    assertThat(place.names()).containsExactly("lease/000002.json");
    assertThat(place.time().passed()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aContainerOfThisMachineIsNotJudgedByItsProcessNumbers() {
    ProcessName contained =
        new ProcessName("ann", US.host(), 999_999, 1, US.realm().replaceAll("\\d+]", "1]"));

    assertThat(contained.life()).isEqualTo(ProcessName.Life.UNKNOWN);
  }

  @Test
  void whereProcIsHiddenAnotherUsersProcessIsNotTakenForDead() {
    long nobody = 1L << 40; // no machine has so many
    ProcessName unseen = new ProcessName("ann", US.host(), nobody, 1, US.realm());
    ProcessName gone = new ProcessName(US.user(), US.host(), nobody, 1, US.realm());

    assertThat(unseen.life()).isEqualTo(ProcessName.Life.UNKNOWN);
    assertThat(gone.life()).isEqualTo(ProcessName.Life.GONE);
  }

  @Test
  void aHolderElsewhereThatDoesNotStirForAMinuteIsReplaced() throws Exception {
    place.take(ELSEWHERE);

    place.take(US);

    assertThat(place.names()).containsExactly("lease/000002.json");
    assertThat(place.time().passed()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(63));
    assertThat(place.told())
        .containsExactly(
            "Waiting up to 60 s to see whether another job still writes to memory:/gallery:"
                + " ann@node7 (process 4711), since "
                + SINCE);
  }

  @Test
  void aHolderElsewhereThatStirsIsLeftAlone() throws Exception {
    Lease lease = place.take(ELSEWHERE);
    place.time().every(10, lease::beat);

    assertThatThrownBy(() -> place.take(US))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("another job does: ann@node7 (process 4711), since " + SINCE);

    assertThat(place.time().passed()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(13));
  }

  @Test
  void aHolderThatEndsWhileItIsWatchedIsFollowedAtOnce() throws Exception {
    Lease lease = place.take(ELSEWHERE);
    place.time().every(7, lease::close);

    place.take(US);

    assertThat(place.names()).containsExactly("lease/000001.json");
    assertThat(place.time().passed()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(10));
  }

  @Test
  void whatIsNoLeaseAnyMoreBecomesStaleAsWell() throws Exception {
    place.store().write("lease/000012.json", "{\"id\": \"half of".getBytes(UTF_8));

    place.take(US);

    assertThat(place.names()).containsExactly("lease/000013.json");
    assertThat(place.told().get(0)).endsWith("memory:/gallery: of unknown origin");
  }

  @Test
  void ofManyWhoFindAStaleLeaseOneTakesItOver() throws Exception {
    for (int round = 0; round < 20; round++) {
      MemoryStore store = new MemoryStore();
      Lease.take(store, note(ELSEWHERE), new Hours(), line -> {});

      List<String> winners =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(racer -> "racer" + racer)
              .filter(racer -> takes(store, racer))
              .toList();

      assertThat(winners).hasSize(1);
      assertThat(Lease.holder(store).orElseThrow()).startsWith(winners.get(0) + "@");
      assertThat(store.list("")).extracting("name").containsExactly("lease/000002.json");
    }
  }

  @Test
  void generationsGoOnRisingWhenLeasesAreReleased() throws Exception {
    List<Long> generations = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      try (Lease lease = claim(place.store())) {
        generations.add(lease.rows().next().generation());
      }
      assertThat(place.names()).as("after a clean release").containsExactly("gallery.json");
    }

    assertThat(generations).containsExactly(1L, 2L, 3L);
  }

  @Test
  void generationsGoOnRisingWhenSomebodyRemovesTheLeases() throws Exception {
    Lease lost = claim(place.store());
    assertThat(lost.rows().next()).isEqualTo(new RowOrder(1, 0));
    assertThat(lost.rows().next()).isEqualTo(new RowOrder(1, 1));
    place.store().delete("lease/000001.json");

    try (Lease next = claim(place.store())) {
      assertThat(next.rows().next()).isEqualTo(new RowOrder(2, 0));
      assertThat(Manifest.generation(place.store())).isEqualTo(2);
    }
  }

  @Test
  void whoWasSlowDoesNotGetANumberThatAnotherHasUsed() throws Exception {
    MemoryStore store = place.store();
    Manifest.claim(store, MANIFEST);
    ForwardingStore slow =
        new ForwardingStore(store) {
          private boolean once;

          @Override
          public boolean create(String name, byte[] bytes) {
            if (!once) { // another job comes, writes rows and goes
              once = true;
              try (Lease other = claim(store)) {
                assertThat(other.rows().next()).isEqualTo(new RowOrder(1, 0));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            }
            return super.create(name, bytes);
          }
        };

    Lease lease = Lease.take(slow, note(US), place.time(), line -> {});

    assertThat(lease.rows().next()).isEqualTo(new RowOrder(2, 0));
    assertThat(place.names()).containsExactly("gallery.json", "lease/000002.json");
  }

  @Test
  void aHolderThatWritesNoRowsLeavesTheManifestAsItWas() throws Exception {
    claim(place.store()).close();
    byte[] before = place.store().find("gallery.json").orElseThrow();

    claim(place.store()).close();

    assertThat(place.store().find("gallery.json")).contains(before);
  }

  @Test
  void aGenerationThatIsNoneIsDamage() {
    Manifest.claim(place.store(), MANIFEST);
    String text = new String(place.store().find("gallery.json").orElseThrow(), UTF_8);
    for (String forged : List.of("-1", "1.5", "\"7\"", "9223372036854775807", "null")) {
      String other = text.replace("\"generation\" : 0", "\"generation\" : " + forged);
      place.store().write("gallery.json", other.getBytes(UTF_8));

      assertThatThrownBy(() -> place.take(US))
          .as(forged)
          .isInstanceOf(SpecException.class)
          .hasMessage("Cannot read memory:/gallery/gallery.json: it is damaged");
    }
  }

  private static Lease claim(ObjectStore store) throws InterruptedException {
    return Lease.claim(store, MANIFEST, line -> {});
  }

  /** A racer is a living process, which is never judged stale. */
  private static boolean takes(MemoryStore store, String name) {
    ProcessName racer = new ProcessName(name, "node", US.pid(), US.born(), US.realm());
    try {
      Lease.take(store, note(racer), new Hours(), line -> {});
      return true;
    } catch (SpecException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int beaten(Lease lease) {
    lease.beat();
    return 0;
  }
}
