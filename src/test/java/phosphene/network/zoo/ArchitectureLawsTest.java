package phosphene.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.network.Architecture;
import phosphene.network.ReceptiveField;
import phosphene.network.Shape;
import phosphene.spec.SpecException;

/** The architectures as code. */
class ArchitectureLawsTest {
  static Stream<KnownNetwork> everyKnownNetwork() {
    return KnownNetwork.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("everyKnownNetwork")
  void theBodyIsThePartOfTheCompleteNetworkBeforeItsClassifier(KnownNetwork known) {
    int length = known.body().nodes().size();

    assertThat(known.complete().nodes().subList(0, length)).isEqualTo(known.body().nodes());
    assertThat(known.body().logits()).isEmpty();
    assertThat(known.body().fixedSize()).isFalse();
    assertThat(known.complete().logits()).isPresent();
    assertThat(known.complete().kernels().keySet()).isNotEqualTo(known.body().kernels().keySet());
  }

  @ParameterizedTest
  @MethodSource("everyKnownNetwork")
  void everyNetworkEndsInAProbabilityPerClass(KnownNetwork known) {
    Architecture complete = known.complete();
    Shape input = complete.input();

    assertThat(complete.shapes(input.height(), input.width()))
        .containsEntry("prob", new Shape(Labels.named(known.labels()).size(), 1, 1));
  }

  /** The receptive field of a layer is the distance at which an input pixel still matters. */
  @ParameterizedTest
  @CsvSource({
    "vgg19, block1_conv1, 3, 1",
    "vgg19, block1_conv2, 5, 1",
    "vgg19, block2_conv1, 10, 2",
    "vgg19, block2_conv2, 14, 2",
    "vgg19, block3_conv1, 24, 4",
    "vgg19, block3_conv4, 48, 4",
    "vgg19, block4_conv1, 68, 8",
    "vgg19, block4_conv4, 116, 8",
    "vgg19, block5_conv1, 156, 16",
    "vgg19, block5_conv4, 252, 16",
    "vgg19, block5_pool, 268, 32",
    "vgg16, block5_conv3, 196, 16",
    "squeezenet, conv1, 7, 2",
    "squeezenet, fire2, 19, 4",
    "squeezenet1.1, fire9, 207, 16",
    "googlenet, inception_3a_1x1, 27, 8",
    "googlenet, inception_3a_output, 59, 8"
  })
  void receptiveFieldsGrowByTheJumpOfTheLayersBefore(
      String network, String layer, int size, int stride) {
    assertThat(Networks.architecture(network).receptiveFields())
        .containsEntry(layer, new ReceptiveField(size, size, stride, stride));
  }

  @Test
  void aGlobalLayerSeesAllPositions() {
    Architecture vgg = Networks.architecture("vgg19");

    assertThat(vgg.receptiveFields().get("fc1"))
        .isEqualTo(new ReceptiveField(268 + 6 * 32, 268 + 6 * 32, 7 * 32, 7 * 32));
  }

  @Test
  void googlenetHalvesUpwardsToSevenPixels() {
    Map<String, Shape> shapes = Networks.architecture("googlenet").shapes(224, 224);

    assertThat(
            List.of(
                "conv1_7x7_s2",
                "pool1_3x3_s2",
                "conv2_3x3",
                "pool2_3x3_s2",
                "inception_3b_output",
                "pool3_3x3_s2",
                "inception_4c_output",
                "inception_4e_output",
                "pool4_3x3_s2",
                "inception_5b_output",
                "pool5_7x7_s1"))
        .extracting(layer -> String.valueOf(shapes.get(layer)))
        .containsExactly(
            "64x112x112",
            "64x56x56",
            "192x56x56",
            "192x28x28",
            "480x28x28",
            "480x14x14",
            "512x14x14",
            "832x14x14",
            "832x7x7",
            "1024x7x7",
            "1024x1x1");
  }

  @Test
  void squeezenetPoolsWithWindowsThatReachOverTheEdge() {
    Map<String, Shape> v10 = Networks.architecture("squeezenet").shapes(227, 227);
    Map<String, Shape> v11 = Networks.architecture("squeezenet1.1").shapes(227, 227);

    assertThat(Stream.of("conv1", "pool1", "fire4", "pool4", "fire8", "pool8", "fire9", "conv10"))
        .extracting(layer -> String.valueOf(v10.get(layer)))
        .containsExactly(
            "96x111x111",
            "96x55x55",
            "256x55x55",
            "256x27x27",
            "512x27x27",
            "512x13x13",
            "512x13x13",
            "1000x13x13");
    assertThat(Stream.of("conv1", "pool1", "fire3", "pool3", "fire5", "pool5", "fire9"))
        .extracting(layer -> String.valueOf(v11.get(layer)))
        .containsExactly(
            "64x113x113",
            "64x56x56",
            "128x56x56",
            "128x27x27",
            "256x27x27",
            "256x13x13",
            "512x13x13");
    // 224 pixels: ceil mode finds one window more than floor mode.
    assertThat(Networks.architecture("squeezenet").shapes(224, 224))
        .containsEntry("conv1", new Shape(96, 109, 109))
        .containsEntry("pool1", new Shape(96, 54, 54))
        .containsEntry("pool4", new Shape(256, 27, 27));
  }

  @Test
  void sizesThatDoNotFitAreTheUsersMistake() {
    Architecture vgg = Networks.architecture("vgg19");

    vgg.requireSize(224, 224);
    KnownNetwork.named("vgg19").body().requireSize(32, 500);
    assertThatThrownBy(() -> vgg.requireSize(128, 128))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid size: 128x128 (must be 224x224 for vgg19)");
    assertThatThrownBy(() -> KnownNetwork.named("vgg19").body().requireSize(500, 31))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid size: 500x31 (must be at least 32x32 for vgg19)");
  }

  @Test
  void anUnknownNetworkIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Networks.architecture("VGG-19"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot find network VGG-19 (did you mean vgg19?): ./phosphene networks lists the 68 that"
                + " are known");
    assertThatThrownBy(() -> Networks.architecture("transformer"))
        .hasMessage(
            "Cannot find network transformer: ./phosphene networks lists the 68 that are known");
  }
}
