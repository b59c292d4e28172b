package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read off the answers of an evaluation. */
class ConfusionTest {
  private final Confusion confusion =
      new Confusion(List.of("eye", "fish", "leaf"), new int[][] {{4, 0, 0}, {1, 2, 1}, {0, 0, 4}});

  @Test
  void accuracyIsTheShareOfRightAnswers() {
    assertThat(confusion.accuracy()).isEqualTo(10 / 12.0);
    assertThat(confusion.images()).isEqualTo(12);
  }

  @Test
  void theTableNamesWhatAClassWasTakenFor() {
    assertThat(confusion.table().lines())
        .containsExactly(
            "class                pictures   right  taken for",
            "eye                         4  100.0%",
            "fish                        4   50.0%  eye 1, leaf 1",
            "leaf                        4  100.0%");
  }

  @Test
  void theCommaSeparatedValuesHoldAllCounts() {
    assertThat(confusion.csv())
        .isEqualTo("class,eye,fish,leaf\neye,4,0,0\nfish,1,2,1\nleaf,0,0,4\n");
  }
}
