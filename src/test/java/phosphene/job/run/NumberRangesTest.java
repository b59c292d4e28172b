package phosphene.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberRangesTest {
  @Test
  void neighboursAreARange() {
    assertThat(NumberRanges.text(List.of(0, 1, 2, 4))).isEqualTo("0-2, 4");
    assertThat(NumberRanges.text(List.of(7))).isEqualTo("7");
    assertThat(NumberRanges.text(List.of(3, 4))).isEqualTo("3-4");
    assertThat(NumberRanges.text(IntStream.range(0, 512).boxed().toList())).isEqualTo("0-511");
    assertThat(NumberRanges.text(List.of())).isEmpty();
  }

  @Test
  void ofManyRangesTheRestIsACount() {
    assertThat(NumberRanges.text(List.of(0, 2, 4, 6, 8))).isEqualTo("0, 2, 4, 6, 8");
    assertThat(NumberRanges.text(List.of(0, 2, 4, 6, 8, 9, 11, 12, 20)))
        .isEqualTo("0, 2, 4, 6, 8-9 and 3 more");
  }
}
