package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What someone may have meant. */
class NearestTest {
  private static final List<String> LAYERS =
      List.of(
          "block1_conv1",
          "block1_conv2",
          "block1_pool",
          "block4_conv1",
          "block4_conv4",
          "block4_pool",
          "block5_conv1",
          "block5_conv4",
          "block5_pool",
          "fc1",
          "predictions");

  @ParameterizedTest
  @CsvSource({
    "block9, block5_conv1",
    "block0, block1_conv1",
    "block4, block4_conv1",
    "block4_conv7, block4_conv4",
    "blok1_conv1, block1_conv1",
    "BLOCK5, block5_conv1",
    "pool, block1_pool",
    "prediction, predictions",
    "fc7, fc1",
  })
  void isAnotherLayer(String word, String first) {
    assertThat(Nearest.three(word, LAYERS)).hasSize(3).startsWith(first);
  }
}
