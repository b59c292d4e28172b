package phosphene.job.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who needs much of the heap waits for it. */
@Timeout(120)
class HeapGateTest {
  private static final Runnable NOTHING = () -> {};

  private final HeapGate gate = new HeapGate(100);
  private final ExecutorService others = Executors.newCachedThreadPool();

  @AfterEach
  void letGo() {
    others.shutdownNow();
  }

  /** Somebody who waits at the gate now, and says so when let in. */
  private Future<HeapGate.Pass> waiter(long bytes, Runnable entered) throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    Future<HeapGate.Pass> pass =
        others.submit(
            () -> {
              HeapGate.Pass mine = gate.enter(bytes, waiting::countDown);
              entered.run();
              return mine;
            });
    waiting.await();
    return pass;
  }

  @Test
  void whoFitsComesInAtOnce() {
    AtomicBoolean waited = new AtomicBoolean();

    gate.enter(60, () -> waited.set(true));
    gate.enter(40, () -> waited.set(true));

    assertThat(waited).isFalse();
  }

  @Test
  void whoWaitsComesInInTheOrderOfComing() throws Exception {
    HeapGate.Pass first = gate.enter(100, NOTHING);
    ConcurrentLinkedQueue<Long> order = new ConcurrentLinkedQueue<>();
    List<Future<HeapGate.Pass>> waiters = new ArrayList<>();
    // More than half each: every one is alone inside, so that the order in which they say it holds.
    for (long bytes : new long[] {90, 51, 52, 95, 53}) {
      waiters.add(waiter(bytes, () -> order.add(bytes)));
    }
    assertThat(order).isEmpty();

    first.close();
    for (Future<HeapGate.Pass> waiter : waiters) {
      waiter.get().close();
    }

    assertThat(order).containsExactly(90L, 51L, 52L, 95L, 53L);
  }

  @Test
  void nobodyOvertakesOneWhoWaitsNorGrowsBeforeHim() throws Exception {
    HeapGate.Pass first = gate.enter(60, NOTHING);
    Future<HeapGate.Pass> large = waiter(80, NOTHING);
    Future<HeapGate.Pass> small = waiter(10, NOTHING);

    assertThat(first.change(61)).as("more, while somebody waits").isFalse();
    assertThat(first.change(50)).as("less").isTrue();
    assertThat(large.isDone() || small.isDone()).isFalse();
    assertThat(first.change(20)).isTrue();

    large.get().close();
    small.get().close();
  }

  @Test
  void aPassGrowsIntoWhatIsFree() {
    HeapGate.Pass one = gate.enter(10, NOTHING);
    HeapGate.Pass two = gate.enter(10, NOTHING);

    assertThat(one.change(90)).isTrue();
    assertThat(two.change(11)).isFalse();
    one.close();
    one.close();

    assertThat(two.change(100)).isTrue();
    two.close();
    assertThat(gate.enter(100, NOTHING).change(100)).isTrue();
  }

  @Test
  void neverIsMoreTakenThanThereIs() throws Exception {
    AtomicLong taken = new AtomicLong();
    AtomicLong most = new AtomicLong();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      SplittableRandom random = new SplittableRandom(i);
      tasks.add(
          () -> {
            for (int round = 0; round < 300; round++) {
              long bytes = 1 + random.nextInt(100);
              try (HeapGate.Pass pass = gate.enter(bytes, NOTHING)) {
                most.accumulateAndGet(taken.addAndGet(bytes), Math::max);
                Thread.yield();
                taken.addAndGet(-bytes);
                assertThat(pass.change(bytes / 2)).isTrue();
              }
            }
            return null;
          });
    }
    for (Future<Void> task : others.invokeAll(tasks)) {
      task.get();
    }

    assertThat(most.get()).isBetween(1L, 100L);
    assertThat(gate.enter(100, NOTHING)).as("all is free again").isNotNull();
  }

  @Test
  void whoGivesUpWaitingLeavesTheQueue() throws Exception {
    HeapGate.Pass first = gate.enter(60, NOTHING);
    assertThatThrownBy(
            () ->
                gate.enter(
                    80,
                    () -> {
                      throw new IllegalStateException("cancelled");
                    }))
        .hasMessage("cancelled");

    assertThat(first.change(100)).as("nobody waits").isTrue();
    Future<HeapGate.Pass> next = waiter(100, NOTHING);
    first.close();
    next.get().close();
  }

  @Test
  void whoIsBehindOneThatGivesUpComesIn() throws Exception {
    HeapGate.Pass first = gate.enter(60, NOTHING);
    AtomicBoolean cancelled = new AtomicBoolean();
    CountDownLatch waiting = new CountDownLatch(1);
    Future<HeapGate.Pass> large =
        others.submit(
            () ->
                gate.enter(
                    80,
                    () -> {
                      waiting.countDown();
                      if (cancelled.get()) {
                        throw new IllegalStateException("cancelled");
                      }
                    }));
    waiting.await();
    Future<HeapGate.Pass> small = waiter(10, NOTHING);

    cancelled.set(true);

    small.get(60, TimeUnit.SECONDS).close();
    assertThatThrownBy(large::get).hasRootCauseMessage("cancelled");
    first.close();
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    gate.enter(60, NOTHING);
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              try {
                gate.enter(80, waiting::countDown);
              } catch (IllegalStateException e) {
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    waiting.await();

    thread.interrupt();
    thread.join();

    assertThat(interrupted).isTrue();
    gate.enter(40, NOTHING);
  }

  @Test
  void whatWouldNeverFitIsRefusedInsteadOfWaitedFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gate.enter(101, NOTHING))
        .withMessage("Invalid bytes: 101 (must be between 0 and 100)");
    assertThat(gate.enter(100, NOTHING)).isNotNull();
  }

  @Test
  void theGateOfAProcessLetsInLessThanItsHeap() {
    assertThat(HeapGate.ofProcess().capacity())
        .isPositive()
        .isLessThan(Runtime.getRuntime().maxMemory());
    assertThat(HeapGate.ofProcess()).isSameAs(HeapGate.ofProcess());
  }
}
