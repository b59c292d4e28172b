package phosphene.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import phosphene.engine.host.Gather;
import phosphene.engine.onednn.Loops.Loop;

/** Moves of values that are regular are seen to be so. */
class LoopsTest {
  private static final int NOWHERE = Gather.NOWHERE;

  private static List<Loops> loops(int... sources) {
    return Loops.of(new Gather(1, 1, sources, 0)).stream().toList();
  }

  @Test
  void aSliceIsALoop() {
    assertThat(loops(3, 4, 5)).containsExactly(new Loops(3, 0, List.of(new Loop(3, 1, 1))));
  }

  @Test
  void aShuffleIsTwoLoops() {
    assertThat(loops(0, 3, 1, 4, 2, 5))
        .containsExactly(new Loops(0, 0, List.of(new Loop(2, 3, 1), new Loop(3, 1, 2))));
  }

  @Test
  void aBorderIsLeftOut() {
    assertThat(loops(NOWHERE, 0, 1, NOWHERE, NOWHERE, 2, 3, NOWHERE))
        .containsExactly(new Loops(0, 1, List.of(new Loop(2, 1, 1), new Loop(2, 2, 4))));
  }

  @Test
  void axesInAnotherOrderAreALoopEach() {
    int[] turned = IntStream.range(0, 24).map(i -> i % 2 * 12 + i / 2 % 4 * 3 + i / 8).toArray();
    assertThat(loops(turned))
        .containsExactly(
            new Loops(0, 0, List.of(new Loop(2, 12, 1), new Loop(4, 3, 2), new Loop(3, 1, 8))));
  }

  @Test
  void irregularMovesAreNot() {
    assertThat(loops(0, 1, 3)).as("uneven").isEmpty();
    assertThat(loops(0, 1, 5, 7)).as("another pace").isEmpty();
    assertThat(loops(2, 1, 0)).as("backwards").isEmpty();
    assertThat(loops(0, 0, 1, 1)).as("read twice").isEmpty();
    assertThat(loops(NOWHERE)).as("nothing").isEmpty();
  }
}
