package phosphene.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.gallery.LeasedPlace.ELSEWHERE;
import static phosphene.gallery.LeasedPlace.SINCE;
import static phosphene.gallery.LeasedPlace.US;
import static phosphene.gallery.LeasedPlace.note;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may go on writing to a place: keeping a lease, and losing it. */
@Timeout(60)
class LeaseHoldingTest {
  private final LeasedPlace place = new LeasedPlace();

  @Test
  void aHolderThatWasTakenOverStopsItsWork() throws Exception {
    Lease lease = place.take(US);
    new LeaseBook(place.store()).create(2, note(ELSEWHERE));

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
  void aHolderThatCannotRenewStopsBeforeOthersMayBegin() throws Exception {
    Unsteady unsteady = new Unsteady(place.store());
    Lease lease = Lease.take(unsteady, note(US), place.pace(), place.told()::add);
    unsteady.broken = true;
    place.pace().sleep(Duration.ofSeconds(49));
    lease.beat();
    lease.during("", () -> 0);

    place.pace().sleep(Duration.ofSeconds(1));
    lease.judge();

    assertThatThrownBy(() -> lease.during("", () -> 0))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Cannot go on writing to memory:/gallery: its lease could not be renewed for 50 s"
                + " (Cannot read it: connection lost)");
  }

  @Test
  void aHolderThatWasFrozenDoesNotComeBack() throws Exception {
    Lease lease = place.take(US);
    byte[] before = place.store().find("lease/000001.json").orElseThrow();
    place.pace().sleep(Duration.ofMinutes(10));

    assertThatThrownBy(() -> lease.during("", () -> wait(lease)))
        .hasMessageEndingWith("its lease could not be renewed for 600 s");
    assertThat(place.store().find("lease/000001.json")).hasValue(before);
  }

  @Test
  void beatsKeepALease() throws Exception {
    Lease lease = place.take(US);
    for (int i = 0; i < 100; i++) {
      place.pace().sleep(Duration.ofSeconds(30));
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

    Lease.take(deaf, note(US), place.pace(), place.told()::add).close();

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
