package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.plan.Jobs.VGG19;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.network.zoo.Networks;
import phosphene.spec.DreamRecipe;
import phosphene.spec.Mix;
import phosphene.spec.SpecException;

/** What a dream costs. */
class DreamCostTest {
  private static final DreamRecipe STANDARD = DreamRecipe.standard();

  private static Mix mix(String layer, int channel) {
    return new Mix(List.of(new Mix.Term(layer, Optional.of(channel), 1)));
  }

  @Test
  void theCostOfAPixelIsThatOfPencilAndPaper() {
    // a has 4 filters of 3 x 3 x 3; b, on a quarter of the positions, 6 of 4 x 3 x 3.
    double multiplyAdds = 4 * 27 + 6 * 36 / 4.0;
    long layer = 6 * 256 * 256;
    long network = (4 * 512 * 512) + (4 * 256 * 256) + layer;
    assertThat(DreamCost.of(Jobs.small(), Mix.of("b"), STANDARD))
        .isEqualTo(new DreamCost(STANDARD, 1, 2, 2 * multiplyAdds, 8 * layer, 4 * network));
  }

  @Test
  void aDreamIsItsStepsOverAllOctavesAndTwoScores() {
    DreamRecipe recipe =
        new DreamRecipe(
            new DreamRecipe.Octaves(2, 2), new DreamRecipe.Stride(10, 1.5, 32, 0), 512, 0);
    long octaves = 100 * 50 + 50 * 25;
    long scores = 2 * 100 * 50;
    assertThat(new DreamCost(recipe, 1, 1, 3, 0, 0).flop(100, 50))
        .isEqualTo(3 * (20.0 * octaves + scores));
    assertThat(new DreamCost(recipe, 2, 1, 3, 0, 0).flop(100, 50))
        .as("two terms are weighed: once forward and twice back in each octave")
        .isEqualTo(3 * (23.0 * octaves + scores));
    assertThat(new DreamCost(recipe, 1, 8, 3, 0, 0).flop(1, 1))
        .as("what is smaller than the network takes costs as much as that")
        .isEqualTo(3 * (20.0 * 128 + 128));
    assertThat(new DreamCost(recipe, 1, 1, 3, 0, 0).flop(960, 512))
        .as("two tiles of 480 pixels have margins of 16, the smaller octave is one tile")
        .isEqualTo(3 * (22.0 * 2 * 512 * 512 + 20.0 * 480 * 256));
  }

  @Test
  void theHeapGrowsByTwentyFourBytesAPixel() {
    DreamCost cost = DreamCost.of(Jobs.small(), Mix.of("b"), STANDARD);
    long large = cost.heapBytes(6000, 4000);
    assertThat(cost.heapBytes(6000, 4001) - large).isEqualTo(24 * 6000);
    assertThat(large)
        // three images of a tile: pixels, slope, and the device's copy
        .isEqualTo(24L * 6000 * 4000 + 36 * 512 * 512 + 2 * 4 * 6 * 256 * 256)
        .isLessThan(1L << 30);
    assertThat(cost.deviceBytes()).isEqualTo(2 * cost.networkBytes());
  }

  @Test
  void normalizationsAcrossChannelsTakeTwoArraysEach() {
    Architecture googlenet = Networks.architecture("googlenet");
    DreamCost before = DreamCost.of(googlenet, Mix.of("conv1_7x7_s2"), STANDARD);
    DreamCost after = DreamCost.of(googlenet, Mix.of("conv2_3x3"), STANDARD);
    Map<String, Shape> shapes = googlenet.shapes(512, 512);
    long norm =
        googlenet.nodes().stream()
            .filter(node -> node.name().equals("pool1_norm1"))
            .mapToLong(node -> shapes.get(node.name()).size())
            .sum();

    assertThat(norm).isEqualTo(64L * 128 * 128);
    assertThat(before.arrayBytes()).isEqualTo(2 * 4 * 64L * 256 * 256);
    assertThat(after.arrayBytes()).isEqualTo(2 * 4 * 192L * 128 * 128 + 2 * 4 * norm);
  }

  @Test
  void layersThatCannotBeDreamtAreRefused() {
    assertThatThrownBy(() -> DreamCost.of(VGG19, Mix.of("block4_conv5"), STANDARD))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Invalid layers: block4_conv5 (must be a layer of vgg19 (did you mean"
                + " block4_conv4?))");
    assertThatThrownBy(() -> DreamCost.of(VGG19, mix("block4_conv4", 512), STANDARD))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid layers: block4_conv4/512 (must be a channel between 0 and 511)");
    Architecture classifier = Jobs.classifier();
    assertThatThrownBy(() -> DreamCost.of(classifier, Mix.of("logits"), STANDARD))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Invalid layers: logits (must be before the dense layers, which take images of one"
                + " size only)");
  }
}
