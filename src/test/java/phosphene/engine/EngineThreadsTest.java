package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.Deterministic;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.spec.Tap;

/** Threads of one engine, as the tasks of an executor are: at once, and told to stop. */
@Deterministic
@EveryEngine
class EngineThreadsTest {
  private static final int THREADS = 4;
  private static final int SIZE = 24;
  private static final Network NETWORK = Chains.part("inception", SIZE);

  /** What tasks do: another layer, number of images and size each. */
  private record Work(String layer, int images, int size) {
    static final List<Work> ALL =
        List.of(
            new Work(Chains.LAST, 1, SIZE),
            new Work("module", 3, 17),
            new Work("first", 2, SIZE),
            new Work(Chains.LAST, 4, 16),
            new Work("three", 1, 31),
            new Work("pooled", 2, 17));

    StepBits run(Engine engine) {
      Target target = new Target(layer, Tap.PRE);
      return StepBits.of(engine, List.of(target), new Batch(images, size, size), pixels());
    }

    float[] pixels() {
      return Toys.values(new SplittableRandom(3), images * 3 * size * size, 0, 1);
    }
  }

  private final Subject subject;

  EngineThreadsTest(Subject subject) {
    this.subject = subject;
  }

  @Test
  void sessionsAtOnceGiveTheSameBitsAsOneAfterTheOther() throws Exception {
    List<StepBits> expected = oneAfterTheOther();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (Engine engine = subject.open(NETWORK)) {
      List<Callable<StepBits>> tasks =
          IntStream.range(0, 3 * Work.ALL.size())
              .<Callable<StepBits>>mapToObj(i -> () -> work(i).run(engine))
              .toList();
      List<Future<StepBits>> found = threads.invokeAll(tasks);
      for (int i = 0; i < tasks.size(); i++) {
        assertThat(found.get(i).get()).as("%s", work(i)).isEqualTo(expected.get(place(i)));
      }
    } finally {
      threads.shutdown();
    }
  }

  private enum Moment {
    OPEN,
    FORWARD,
    BACKWARD,
    CLOSE
  }

  /** Spark tells a task to stop by an interrupt; the next task runs on the same engine. */
  @ParameterizedTest
  @EnumSource(Moment.class)
  void anInterruptBreaksNothing(Moment moment) {
    List<StepBits> expected = oneAfterTheOther();
    try (Engine engine = new Interrupting(subject.open(NETWORK), moment)) {
      for (int i = 0; i < Work.ALL.size(); i++) {
        StepBits bits = work(i).run(engine);
        assertThat(Thread.interrupted()).as("still told to stop").isTrue();
        assertThat(bits).as("%s", work(i)).isEqualTo(expected.get(i));
      }
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aThreadThatIsInterruptedAgainAndAgainDisturbsNoOther() throws Exception {
    List<StepBits> expected = oneAfterTheOther();
    try (Engine engine = subject.open(NETWORK)) {
      CountDownLatch begun = new CountDownLatch(1);
      List<StepBits> found = new ArrayList<>();
      Thread victim =
          new Thread(
              () -> {
                begun.countDown();
                IntStream.range(0, 3 * Work.ALL.size())
                    .forEach(i -> found.add(work(i).run(engine)));
              });
      victim.start();
      begun.await();
      for (int i = 0; victim.isAlive(); i++) {
        victim.interrupt();
        assertThat(work(i).run(engine)).as("%s", work(i)).isEqualTo(expected.get(place(i)));
      }
      victim.join();
      assertThat(found).hasSize(3 * Work.ALL.size());
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i)).as("%s", work(i)).isEqualTo(expected.get(place(i)));
      }
    }
  }

  private List<StepBits> oneAfterTheOther() {
    try (Engine engine = subject.open(NETWORK)) {
      return Work.ALL.stream().map(work -> work.run(engine)).toList();
    }
  }

  private static int place(int index) {
    return index % Work.ALL.size();
  }

  private static Work work(int index) {
    return Work.ALL.get(place(index));
  }

  /** Interrupts the thread that uses it before a call. */
  private static final class Interrupting extends ForwardingEngine {
    private final Moment moment;

    Interrupting(Engine engine, Moment moment) {
      super(engine);
      this.moment = moment;
    }

    private void at(Moment now) {
      if (now == moment) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    protected Session wrap(Supplier<Session> opening) {
      at(Moment.OPEN);
      return new ForwardingSession(opening.get()) {
        @Override
        public void forward(float[] pixels) {
          at(Moment.FORWARD);
          super.forward(pixels);
        }

        @Override
        public void backward(ReluRule rule, float[] gradient) {
          at(Moment.BACKWARD);
          super.backward(rule, gradient);
        }

        @Override
        public void close() {
          at(Moment.CLOSE);
          super.close();
        }
      };
    }
  }
}
