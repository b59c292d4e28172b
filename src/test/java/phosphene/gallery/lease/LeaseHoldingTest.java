package phosphene.gallery.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.gallery.lease.LeasedPlace.ELSEWHERE;
import static phosphene.gallery.lease.LeasedPlace.SINCE;
import static phosphene.gallery.lease.LeasedPlace.US;
import static phosphene.gallery.lease.LeasedPlace.note;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phosphene.gallery.store.ForwardingStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;

/** Who may go on writing to a place: keeping a lease, and losing it. */
@Timeout(60)
class LeaseHoldingTest {
  private static final byte[] SOME = {1};
  private static final byte[] OTHER = {2};

  private final LeasedPlace place = new LeasedPlace();

  @Test
  void aHolderThatWasTakenOverStopsItsWork() throws Exception {
    Lease lease = place.take(US);
    new LeaseFiles(place.store()).create(2, note(ELSEWHERE));

    assertThatThrownBy(() -> lease.during("", () -> wait(lease)))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Cannot go on writing to memory:/gallery: another job has taken over its lease:"
                + " ann@node7 (process 4711), since "
                + SINCE);

    assertThat(Thread.interrupted()).as("the interruption was the work's alone").isFalse();
    lease.close();
    assertThat(place.names()).as("the other's").containsExactly("lease/000002.json");
  }

  /** Work that never ends by itself. */
  private static int wait(Lease lease) throws InterruptedException {
    lease.beat();
    TimeUnit.SECONDS.sleep(50);
    return 0;
  }

  @Test
  void aHolderThatCannotRenewWritesNothingOnceOthersMayBegin() throws Exception {
    Unsteady unsteady = new Unsteady(place.store());
    Lease lease = Lease.take(unsteady, note(US), place.time(), place.told()::add);
    unsteady.broken = true;
    place.time().sleep(Duration.ofSeconds(49));
    lease.beat();
    lease.checkHeld();
    lease.place().write("x", SOME);

    place.time().sleep(Duration.ofSeconds(1));
    lease.checkHeld();

    assertWritesNothing(
        lease,
        "Cannot write to memory:/gallery: its lease could not be renewed for 50 s"
            + " (Cannot read it: connection lost)");
    assertThat(place.told())
        .containsExactly(
            "Waiting for memory:/gallery: its lease could not be renewed for 50 s"
                + " (Cannot read it: connection lost)");
    lease.during("", () -> 0);
  }

  private void assertWritesNothing(Lease lease, String message) {
    List<String> before = place.names();
    ObjectStore gallery = lease.place();
    for (ThrowingCallable writing :
        List.<ThrowingCallable>of(
            () -> gallery.write("x", OTHER),
            () -> gallery.create("y", OTHER),
            () -> gallery.delete("x"))) {
      assertThatThrownBy(writing).isInstanceOf(StoreException.class).hasMessage(message);
    }
    assertThat(place.names()).isEqualTo(before);
    assertThat(gallery.list("")).as("reading is free").isEqualTo(place.store().list(""));
    assertThat(place.store().find("x").filter(bytes -> Arrays.equals(bytes, OTHER))).isEmpty();
  }

  @Test
  void aHolderOutlivesAnOutage() throws Exception {
    Unsteady unsteady = new Unsteady(place.store());
    Lease lease = Lease.take(unsteady, note(US), place.time(), place.told()::add);
    beats(lease);
    int written =
        lease.during(
            "",
            () -> {
              unsteady.broken = true;
              place.time().sleep(Duration.ofMinutes(10));
              assertThatThrownBy(() -> lease.place().write("x", SOME))
                  .hasMessageContaining("could not be renewed for 60");
              unsteady.broken = false;
              place.time().sleep(Duration.ofSeconds(30));
              lease.place().write("x", SOME);
              return 1;
            });

    assertThat(written).isOne();
    assertThat(place.names()).containsExactly("lease/000001.json", "x");
    assertThat(place.told())
        .hasSize(2)
        .satisfies(told -> assertThat(told.get(0)).startsWith("Waiting for memory:/gallery: "))
        .endsWith("memory:/gallery answers again");
  }

  /** As its threads do. */
  private void beats(Lease lease) {
    place
        .time()
        .every(
            10,
            () -> {
              lease.beat();
              lease.checkHeld();
            });
  }

  @Test
  void afterASilenceOneGoodBeatIsNotEnough() throws Exception {
    Lease lease = place.take(US);
    place.time().sleep(Duration.ofMinutes(5));
    lease.beat();

    assertWritesNothing(
        lease, "Cannot write to memory:/gallery: its lease could not be renewed for 300 s");
    lease.beat();
    lease.place().write("x", SOME);
  }

  @Test
  void aHolderThatWasTakenOverDuringAnOutageStops() throws Exception {
    Unsteady unsteady = new Unsteady(place.store());
    Lease lease = Lease.take(unsteady, note(US), place.time(), place.told()::add);
    beats(lease);
    unsteady.broken = true;
    place.time().sleep(Duration.ofMinutes(10));
    new LeaseFiles(place.store()).create(2, note(ELSEWHERE));
    unsteady.broken = false;
    place.time().sleep(Duration.ofSeconds(10));

    String lost = "Cannot go on writing to memory:/gallery: another job has taken over its lease:";
    assertThatThrownBy(() -> lease.during("", () -> 0)).hasMessageStartingWith(lost);
    assertWritesNothing(lease, lost + " ann@node7 (process 4711), since " + SINCE);
    assertThat(place.told()).as("nothing goes on").hasSize(1);
  }

  @Test
  void aHolderWaitsForAnHour() throws Exception {
    Unsteady unsteady = new Unsteady(place.store());
    Lease lease = Lease.take(unsteady, note(US), place.time(), place.told()::add);
    beats(lease);
    unsteady.broken = true;
    place.time().sleep(Duration.ofMinutes(59));
    lease.during("", () -> 0);
    place.time().sleep(Duration.ofMinutes(1));

    assertThatThrownBy(() -> lease.during("", () -> 0))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Cannot go on writing to memory:/gallery: its lease could not be renewed for 3600 s"
                + " (Cannot read it: connection lost)");
  }

  @Test
  void aHolderOfAMachineThatSleptWritesNothingUntilItHasLooked() throws Exception {
    Lease lease = place.take(US);
    place.time().suspend(Duration.ofHours(8));

    assertWritesNothing(
        lease, "Cannot write to memory:/gallery: its lease could not be renewed for 28800 s");
    beats(lease);
    place.time().sleep(Duration.ofSeconds(20));

    lease.place().write("x", SOME);
    lease.during("", () -> 0);
  }

  @Test
  void beatsKeepALease() throws Exception {
    Lease lease = place.take(US);
    for (int i = 0; i < 100; i++) {
      place.time().sleep(Duration.ofSeconds(30));
      lease.beat();
    }

    lease.during("", () -> 0);
  }

  @Test
  void aLeaseThatSomebodyRemovedIsLost() throws Exception {
    Lease lease = place.take(US);
    place.store().delete("lease/000001.json");
    lease.beat();

    assertThatThrownBy(() -> lease.during("", () -> 0))
        .hasMessageEndingWith(": somebody has removed its lease");
    assertWritesNothing(
        lease, "Cannot go on writing to memory:/gallery: somebody has removed its lease");
    assertThat(place.names()).isEmpty();
  }

  @Test
  void aBeatAfterTheEndLeavesNothing() throws Exception {
    Lease lease = place.take(US);
    lease.close();
    lease.beat();

    assertThat(place.names()).isEmpty();
  }

  @Test
  void aLeaseWhoseAnswerWasLostIsHeld() throws Exception {
    Unsteady deaf = new Unsteady(place.store());
    deaf.deaf = true;

    Lease.take(deaf, note(US), place.time(), place.told()::add).close();

    assertThat(place.names()).isEmpty();
    assertThat(place.told()).isEmpty();
  }

  @Test
  void workThatFailsForItsOwnReasonsSaysSo() throws Exception {
    Lease lease = place.take(US);

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

  /** A store that breaks, or whose answers are lost. */
  private static final class Unsteady extends ForwardingStore {
    private boolean broken;
    private boolean deaf;

    Unsteady(ObjectStore store) {
      super(store);
    }

    @Override
    public Optional<byte[]> find(String name) {
      if (broken) {
        throw new StoreException("Cannot read it", new IOException("connection lost"));
      }
      return super.find(name);
    }

    @Override
    public boolean create(String name, byte[] bytes) {
      return super.create(name, bytes) && !deaf;
    }
  }
}
