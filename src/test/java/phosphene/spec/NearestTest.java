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

  @ParameterizedTest
  @CsvSource({
    "fire22, fire2",
    "fire33, fire3",
    "FIRE2, fire2",
    "fire_2, fire2",
    "fier3, fire3",
    "fire9, fire3",
    "fire2_expand, fire2_expand1x1",
    "fire2_squeez1x1, fire2_squeeze1x1",
    "conv9, conv10",
    "cnov1, conv1",
  })
  void isTheWholeNameBeforeTheLongerOnesThatBeginWithIt(String word, String first) {
    assertThat(
            Nearest.three(
                word,
                List.of(
                    "conv1",
                    "fire2_squeeze1x1",
                    "fire2_expand1x1",
                    "fire2_expand3x3",
                    "fire2",
                    "fire3_squeeze1x1",
                    "fire3_expand1x1",
                    "fire3",
                    "conv10")))
        .hasSize(3)
        .startsWith(first);
  }

  @ParameterizedTest
  @CsvSource({"vgg91, vgg19", "vgg18, vgg19", "vgg17, vgg16", "squeeznet, squeezenet"})
  void ofOneWordIsTheOneThatASlipMakes(String word, String near) {
    assertThat(Nearest.to(word, List.of("vgg16", "vgg19", "squeezenet1.1", "squeezenet")))
        .contains(near);
    assertThat(Nearest.to("primer", List.of("vgg16", "squeezenet"))).isEmpty();
  }
}
