package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sessions leave for each other. */
class SpareBlocksTest {
  private static final long LARGE = 200L << 20;

  private final List<String> freed = new ArrayList<>();
  private final SpareBlocks<String> blocks = new SpareBlocks<>(freed::add);

  @Test
  void theLastBlockOfTheSizeIsGiven() {
    blocks.give("old", 8);
    blocks.give("new", 8);
    blocks.give("other", 9);

    assertThat(blocks.take(8)).contains("new");
    assertThat(blocks.take(8)).contains("old");
    assertThat(blocks.take(8)).isEmpty();
    assertThat(freed).isEmpty();
  }

  @Test
  void beyondTheBoundTheOldestAreFreed() {
    blocks.give("first", LARGE);
    blocks.give("second", LARGE);
    blocks.give("third", LARGE);

    assertThat(freed).containsExactly("first");
  }

  @Test
  void closedItKeepsNothing() {
    blocks.give("before", 8);
    blocks.close();
    blocks.give("after", 8);

    assertThat(freed).containsExactly("before", "after");
    assertThat(blocks.take(8)).isEmpty();
  }
}
