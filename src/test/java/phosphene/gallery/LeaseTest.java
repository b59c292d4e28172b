package phosphene.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phosphene.spec.SpecException;

/** Who may write to a place. */
@Timeout(60)
class LeaseTest {
  private static final String SINCE = "2026-11-22T14:03:05Z";
  private static final ProcessName US = ProcessName.ours();
  private static final ProcessName ELSEWHERE =
      new ProcessName("ann", "node7", 4711, 8100, "another boot pid:[4026531836]");

  private final MemoryStore store = new MemoryStore();
  private final Hours pace = new Hours();
  private final List<String> told = new ArrayList<>();

  @Test
  void aFreePlaceIsTakenAndLeftFree() throws Exception {
    Lease lease = take(US);
    assertThat(names()).containsExactly("lease/000001.json");
    assertThat(Lease.holder(store)).hasValue(US + ", since " + SINCE);

    lease.close();

    assertThat(names()).isEmpty();
    assertThat(Lease.holder(store)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void aSecondJobBesideALivingProcessIsRefusedAtOnce() throws Exception {
    ProcessName neighbour = ProcessName.of(ProcessHandle.current().parent().orElseThrow().pid());
    take(neighbour);

    assertThatThrownBy(() -> take(US))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot write to memory:/gallery: another job does: "
                + neighbour
                + ", since "
                + SINCE
                + " (wait for its end, or choose another output)");

    assertThat(pace.passed()).isEqualTo(Duration.ZERO);
    assertThat(told).isEmpty();
    assertThat(names()).containsExactly("lease/000001.json");
  }

  @Test
  void theRefusalNamesTheSparkApplication() throws Exception {
    ProcessName neighbour = ProcessName.of(ProcessHandle.current().parent().orElseThrow().pid());
    Lease lease = take(neighbour);
    lease.during("app-20261122-0001", () -> beaten(lease));

    assertThatThrownBy(() -> take(US))
        .hasMessageContaining(neighbour + ", Spark application app-20261122-0001, since " + SINCE);
  }

  @Test
  void aKilledHolderOfThisMachineIsReplacedAtOnce() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    ProcessName killed = ProcessName.of(process.pid());
    assertThat(killed.life()).isEqualTo(ProcessName.Life.ALIVE);
    take(killed);
    process.destroyForcibly().waitFor();

    take(US);

    assertThat(names()).containsExactly("lease/000002.json");
    assertThat(pace.passed()).isEqualTo(Duration.ZERO);
    assertThat(told).isEmpty();
  }

  @Test
  void anotherProcessOfTheHoldersNumberIsNotTheHolder() throws Exception {
    take(new ProcessName(US.user(), US.host(), US.pid(), US.born() - 1, US.realm()));

    take(US);

    assertThat(names()).containsExactly("lease/000002.json");
    assertThat(pace.passed()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aContainerOfThisMachineIsNotJudgedByItsProcessNumbers() {
    ProcessName contained =
        new ProcessName("ann", US.host(), 999_999, 1, US.realm().replaceAll("\\d+]", "1]"));

    assertThat(contained.life()).isEqualTo(ProcessName.Life.UNKNOWN);
  }

  @Test
  void aHolderElsewhereThatDoesNotStirForAMinuteIsReplaced() throws Exception {
    take(ELSEWHERE);

    take(US);

    assertThat(names()).containsExactly("lease/000002.json");
    assertThat(pace.passed()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(63));
    assertThat(told)
        .containsExactly(
            "Waiting up to 60 s to see whether another job still writes to memory:/gallery:"
                + " ann@node7 (process 4711), since "
                + SINCE);
  }

  @Test
  void aHolderElsewhereThatStirsIsLeftAlone() throws Exception {
    Lease lease = take(ELSEWHERE);
    pace.every(10, lease::beat);

    assertThatThrownBy(() -> take(US))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("another job does: ann@node7 (process 4711), since " + SINCE);

    assertThat(pace.passed()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(13));
  }

  @Test
  void aHolderThatEndsWhileItIsWatchedIsFollowedAtOnce() throws Exception {
    Lease lease = take(ELSEWHERE);
    pace.every(7, lease::close);

    take(US);

    assertThat(names()).containsExactly("lease/000001.json");
    assertThat(pace.passed()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(10));
  }

  @Test
  void whatIsNoLeaseAnyMoreBecomesStaleAsWell() throws Exception {
    store.write("lease/000012.json", "{\"id\": \"half of".getBytes(UTF_8));

    take(US);

    assertThat(names()).containsExactly("lease/000013.json");
    assertThat(told.get(0)).endsWith("memory:/gallery: of unknown origin");
  }

  @Test
  void ofManyWhoFindAStaleLeaseOneTakesItOver() throws Exception {
    for (int round = 0; round < 20; round++) {
      MemoryStore place = new MemoryStore();
      Lease.take(place, note(ELSEWHERE), new Hours(), line -> {});

      List<String> winners =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(racer -> "racer" + racer)
              .filter(racer -> takes(place, racer))
              .toList();

      assertThat(winners).hasSize(1);
      assertThat(Lease.holder(place).orElseThrow()).startsWith(winners.get(0) + "@");
      assertThat(place.list("")).extracting("name").containsExactly("lease/000002.json");
    }
  }

  /** A racer is a living process, which is never judged stale. */
  private static boolean takes(MemoryStore place, String name) {
    ProcessName racer = new ProcessName(name, "node", US.pid(), US.born(), US.realm());
    try {
      Lease.take(place, note(racer), new Hours(), line -> {});
      return true;
    } catch (SpecException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aHolderThatWasTakenOverStopsItsWork() throws Exception {
    Lease lease = take(US);
    new LeaseBook(store).create(2, note(ELSEWHERE));

    assertThatThrownBy(() -> lease.during("", () -> wait(lease)))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Cannot go on writing to memory:/gallery: another job has taken over its lease:"
                + " ann@node7 (process 4711), since "
                + SINCE);

    assertThat(Thread.interrupted()).as("the interruption was the work's alone").isFalse();
    lease.close();
    assertThat(names()).as("the other's").containsExactly("lease/000002.json");
  }

  /** Work that never ends by itself. */
  private static int wait(Lease lease) throws InterruptedException {
    lease.beat();
    TimeUnit.SECONDS.sleep(50);
    return 0;
  }

  private static int beaten(Lease lease) {
    lease.beat();
    return 0;
  }

  @Test
  void aHolderThatCannotRenewStopsBeforeOthersMayBegin() throws Exception {
    Unsteady unsteady = new Unsteady(store);
    Lease lease = Lease.take(unsteady, note(US), pace, told::add);
    unsteady.broken = true;
    pace.sleep(Duration.ofSeconds(49));
    lease.beat();
    lease.during("", () -> 0);

    pace.sleep(Duration.ofSeconds(1));
    lease.judge();

    assertThatThrownBy(() -> lease.during("", () -> 0))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Cannot go on writing to memory:/gallery: its lease could not be renewed for 50 s"
                + " (Cannot read it: connection lost)");
  }

  @Test
  void aHolderThatWasFrozenDoesNotComeBack() throws Exception {
    Lease lease = take(US);
    byte[] before = store.find("lease/000001.json").orElseThrow();
    pace.sleep(Duration.ofMinutes(10));

    assertThatThrownBy(() -> lease.during("", () -> wait(lease)))
        .hasMessageEndingWith("its lease could not be renewed for 600 s");
    assertThat(store.find("lease/000001.json")).hasValue(before);
  }

  @Test
  void beatsKeepALease() throws Exception {
    Lease lease = take(US);
    for (int i = 0; i < 100; i++) {
      pace.sleep(Duration.ofSeconds(30));
      lease.beat();
    }

    lease.during("", () -> 0);
  }

  @Test
  void aLeaseThatSomebodyRemovedIsLost() throws Exception {
    Lease lease = take(US);
    store.delete("lease/000001.json");
    lease.beat();

    assertThatThrownBy(() -> lease.during("", () -> 0))
        .hasMessageEndingWith(": somebody has removed its lease");
    assertThat(names()).isEmpty();
  }

  @Test
  void aBeatAfterTheEndLeavesNothing() throws Exception {
    Lease lease = take(US);
    lease.close();
    lease.beat();

    assertThat(names()).isEmpty();
  }

  @Test
  void aLeaseWhoseAnswerWasLostIsHeld() throws Exception {
    Unsteady deaf = new Unsteady(store);
    deaf.deaf = true;

    Lease.take(deaf, note(US), pace, told::add).close();

    assertThat(names()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void workThatFailsForItsOwnReasonsSaysSo() throws Exception {
    Lease lease = take(US);

    assertThatThrownBy(
            () ->
                lease.during(
                    "",
                    () -> {
                      throw new InterruptedException("by the user");
                    }))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("by the user");
  }

  private Lease take(ProcessName process) throws InterruptedException {
    return Lease.take(store, note(process), pace, told::add);
  }

  private static LeaseNote note(ProcessName process) {
    String id = Lease.note(process).id();
    return new LeaseNote(id, process, "", SINCE, 0);
  }

  private List<String> names() {
    return store.list("").stream().map(ObjectStore.Entry::name).toList();
  }

  /** Time that passes only when somebody sleeps. */
  private static final class Hours implements Pace {
    private long now = 5_000_000_000L;
    private long next = Long.MAX_VALUE;
    private long every = Long.MAX_VALUE;
    private Runnable chime = () -> {};

    void every(int seconds, Runnable chime) {
      this.chime = chime;
      every = Duration.ofSeconds(seconds).toNanos();
      next = now + every;
    }

    Duration passed() {
      return Duration.ofNanos(now - 5_000_000_000L);
    }

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleep(Duration time) {
      now += time.toNanos();
      if (now >= next) {
        next += every;
        chime.run();
      }
    }
  }

  /** A store that breaks, or whose answers are lost. */
  private static final class Unsteady implements ObjectStore {
    private final ObjectStore store;
    private boolean broken;
    private boolean deaf;

    Unsteady(ObjectStore store) {
      this.store = store;
    }

    @Override
    public String uri() {
      return store.uri();
    }

    @Override
    public Optional<byte[]> find(String name) {
      if (broken) {
        throw new StoreException("Cannot read it", new java.io.IOException("connection lost"));
      }
      return store.find(name);
    }

    @Override
    public void write(String name, byte[] bytes) {
      store.write(name, bytes);
    }

    @Override
    public boolean create(String name, byte[] bytes) {
      return store.create(name, bytes) && !deaf;
    }

    @Override
    public List<Entry> list(String folder) {
      return store.list(folder);
    }

    @Override
    public void delete(String name) {
      store.delete(name);
    }
  }
}
