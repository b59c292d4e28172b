package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.Deterministic;

@Deterministic
class DreamKeyTest {
  @Test
  void everyPartCounts() {
    List<DreamKey> keys =
        List.of(
            DreamKey.of("n", "p", "s", "m", "i"),
            DreamKey.of("x", "p", "s", "m", "i"),
            DreamKey.of("n", "x", "s", "m", "i"),
            DreamKey.of("n", "p", "x", "m", "i"),
            DreamKey.of("n", "p", "s", "x", "i"),
            DreamKey.of("n", "p", "s", "m", "x"),
            DreamKey.of("n", "p\nq", "s", "m", "i"),
            DreamKey.of("n", "p", "s", "m", "i\np"));

    assertThat(keys).doesNotHaveDuplicates();
    assertThat(keys.stream().map(DreamKey::seed)).doesNotHaveDuplicates();
  }

  @Test
  void aKeyIsTheDigestOfThisText() {
    assertThat(DreamKey.of("n", "a/b.jpg", "s", "m", "i\nj"))
        .isEqualTo(new DreamKey(TileKey.sha256("phosphene dream 2\nn\ns\nm\ni\nj\na/b.jpg")));
  }
}
