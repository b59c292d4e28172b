package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.network.Architecture;
import phosphene.network.zoo.Networks;
import phosphene.spec.DreamJob;
import phosphene.spec.SpecException;

/** What a dream job's layers mean to a network. */
class MixesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          block4_conv4 | block4_conv4
          [block5_pool, block1_conv1] | block5_pool block1_conv1
          [block1_conv1, block1_conv1] | block1_conv1
          block1_* | block1_conv1 block1_conv2 block1_pool
          block4_conv1/223 | block4_conv1.223
          '{block4_conv1/223: 0.3, block3_conv3: 0.7}' | block3_conv3@0.7+block4_conv1.223@0.3
          [block1_conv1, {block1_conv2: 1, block1_conv1: 2}] | block1_conv1 block1_conv1@2+block1_conv2@1
          """)
  void entriesAreLookedUp(String layers, String names) {
    assertThat(mixes(Jobs.VGG19, layers).keySet()).containsExactly(names.split(" "));
  }

  @Test
  void allMeansAllConvolutionsInTheOrderOfTheNetwork() {
    assertThat(mixes(Jobs.small(), "all").keySet()).containsExactly("a", "b");
  }

  @Test
  void eachMixHasItsCost() {
    Mixes.Planned planned = mixes(Jobs.VGG19, "block4_conv4").values().iterator().next();

    assertThat(planned.cost())
        .isEqualTo(
            DreamCost.of(Jobs.VGG19, planned.mix(), job("block4_conv4").dreaming().recipe()));
  }

  @Test
  void aToursOrderIsThatOfTheNetworkByTheDeepestLayer() {
    String layers =
        "[block5_conv1, {block1_conv1: 1, block4_conv1: 1}, block1_conv2, block5_conv1/3]";

    assertThat(Mixes.inOrder(mixes(Jobs.VGG19, layers), Jobs.VGG19))
        .containsExactly(
            "block1_conv2", "block1_conv1@1+block4_conv1@1", "block5_conv1", "block5_conv1.3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          block4_conv5 | block4_conv5 (must be a layer; nearest: block4_conv4, block4_conv3, block4_conv2)
          [block1_conv1, blok2_conv1] | blok2_conv1 (must be a layer; nearest: block2_conv1, block1_conv1, block2_conv2)
          conv9_* | conv9_* (must be a layer; nearest: block5_conv1, block5_conv2, block5_conv3)
          block1_conv1/64 | block1_conv1/64 (must be a channel between 0 and 63)
          '{block1_*: 1, block2_conv1: 1}' | block1_* (must be one layer, not block1_conv1, block1_conv2, block1_pool)
          """)
  void whatTheNetworkDoesNotHaveIsAMistakeWithItsPlace(String layers, String message) {
    assertThatThrownBy(() -> mixes(Jobs.VGG19, layers))
        .isInstanceOf(SpecException.class)
        .hasMessage("--set layers=" + layers + ": Invalid layers: " + message);
  }

  @Test
  void aLayerBehindDenseOnesIsAMistake() {
    assertThatThrownBy(() -> mixes(Jobs.classifier(), "logits"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "--set layers=logits: Invalid layers: logits (must be before the dense layers, which"
                + " take images of one size only)");
    assertThatThrownBy(() -> mixes(Jobs.classifier(), "prob"))
        .hasMessageContaining("prob (must be a layer; nearest: ");
  }

  @ParameterizedTest
  @CsvSource({"photo-dreams.yaml, 1", "layer-tour.yaml, 10"})
  void theDreamJobsThatComeWithTheProjectArePlanned(String file, int count) throws IOException {
    String text = Files.readString(Path.of("jobs").resolve(file));
    DreamJob job = DreamJob.FORM.read(file, text, List.of());

    assertThat(Mixes.of(job, Networks.architecture(job.network().name()))).hasSize(count);
  }

  private static Map<String, Mixes.Planned> mixes(Architecture architecture, String layers) {
    return Mixes.of(job(layers), architecture);
  }

  private static DreamJob job(String layers) {
    String text = "job: dream\nnetwork: vgg19\nphotos: p\nlayers: x\noutput: out/x\n";
    return DreamJob.FORM.read("x.yaml", text, List.of("layers=" + layers));
  }
}
