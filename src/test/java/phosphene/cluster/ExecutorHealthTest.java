package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executors whose tasks all fail. */
class ExecutorHealthTest {
  private final List<String> replaced = new ArrayList<>();
  private final ExecutorHealth health = new ExecutorHealth(replaced::add);

  @Test
  void anExecutorIsReplacedAfterThreeFailedTasksInARow() {
    fail("a", 2);
    health.succeeded("b");
    assertThat(replaced).isEmpty();

    fail("a", 1);

    assertThat(replaced).containsExactly("a");
  }

  @Test
  void anExecutorThatSucceedsInBetweenIsNotReplaced() {
    for (int i = 0; i < 10; i++) {
      fail("a", 2);
      health.succeeded("a");
    }

    assertThat(replaced).isEmpty();
  }

  @Test
  void fiveAreReplacedIfNoTaskSucceedsAsItMayBeTheImages() {
    for (int i = 0; i < 20; i++) {
      fail("a" + i, 3);
    }
    assertThat(replaced).containsExactly("a0", "a1", "a2", "a3", "a4");

    health.succeeded("b");
    fail("c", 3);

    assertThat(replaced).endsWith("c").hasSize(6);
  }

  private void fail(String executor, int times) {
    for (int i = 0; i < times; i++) {
      health.failed(executor);
    }
  }
}
