package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that never end, in Spark itself. */
@Timeout(120)
class AttemptLimitTest {
  private static final AtomicInteger STARTS = new AtomicInteger();

  @Test
  void aTaskThatEndsItsProcessIsGivenUpAndTheOthersAreDone() throws InterruptedException {
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    try (Cluster cluster = Cluster.open("bounded", Optional.of("local[2,9]"))) {
      JavaSparkContext spark = cluster.context();

      new Dispatch<>(spark, new AttemptLimit<>(new Poisoned(), 3))
          .run(
              Dispatch.stages(spark, "two", List.of(1, 2)),
              answer -> {
                assertThat(answer.executor()).isEqualTo("driver");
                lines.addAll(answer.lines());
              },
              () -> {});
    }

    assertThat(lines).containsExactlyInAnyOrder("2", "1: it was started 3 times and never ended");
    assertThat(STARTS).hasValue(3);
  }

  /**
   * Throws at 1, which tasks never do by themselves: for Spark it is as if the process had gone.
   */
  private record Poisoned() implements ImageTaskFunction<Integer, String> {
    @Override
    public List<String> work(Integer task) {
      if (task == 1) {
        STARTS.incrementAndGet();
        throw new IllegalStateException("gone");
      }
      return List.of(task.toString());
    }

    @Override
    public List<String> givenUp(Integer task, String why) {
      return List.of(task + ": " + why);
    }
  }
}
