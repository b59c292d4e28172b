package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static phosphene.plan.Jobs.VGG19;
import static phosphene.plan.Jobs.recipe;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.zoo.Networks;

/** What a tile costs. */
class CostTest {

  @Test
  void theCostOfTwoLayersIsThatOfPencilAndPaper() {
    // 32 x 32 pixels: a has 4 filters of 3 x 3 x 3; b, on 16 x 16, sees 4 x 3 x 3 with one filter.
    double first = 32 * 32 * 4 * 27;
    double second = 16 * 16 * 1 * 36;
    long values = 4 * 32 * 32 + 4 * 16 * 16 + 6 * 16 * 16;

    assertThat(
            Cost.of(
                Jobs.small(),
                "b",
                recipe("recipe={size: 32, transforms: none, steps: 10, attempts: 3}")))
        .isEqualTo(new Cost(4 * (first + second), 30, 4 * values));
    assertThat(Cost.of(Jobs.small(), "a", recipe("recipe={size: 32, transforms: none}")))
        .isEqualTo(new Cost(4 * first / 4, 128, 4 * 4 * 32 * 32));
  }

  @Test
  void theTileCostsItsStepsOfAllAttempts() {
    assertThat(new Cost(1e9, 512, 1).flop()).isEqualTo(512e9);
  }

  @Test
  void theNetworkSeesWhatTheTransformsLeave() {
    assertThat(
            Cost.of(
                    Jobs.small(),
                    "a",
                    recipe("recipe={size: 20, transforms: [{pad: 8}, {jitter: 4}]}"))
                .activationBytes())
        .isEqualTo(4 * 4 * 32 * 32);
  }

  @Test
  void aDenseLayerAsksForItsOwnSize() {
    Cost cost =
        Cost.of(Jobs.classifier(), "logits", recipe("recipe={size: 100, transforms: none}"));

    assertThat(cost.flopPerStep()).isEqualTo(4.0 * (32 * 32 * 4 * 27 + 32 * 32 * 4 * 5));
    assertThat(cost.activationBytes()).isEqualTo(4 * (4 * 32 * 32 + 5));
  }

  @Test
  void vgg19IsAsLargeAsItsPaperSays() {
    // 19.51 GMAC for its convolutions at 224 pixels; of the last layer a tile needs one filter.
    double whole =
        VGG19.cut(List.of("block5_conv4")).multiplyAdds(224, 224).values().stream()
            .mapToDouble(Long::doubleValue)
            .sum();
    double last = 14 * 14 * 9 * 512.0 * 512;

    assertThat(whole).isCloseTo(19.51e9, offset(0.01e9));
    assertThat(
            Cost.of(VGG19, "block5_conv4", recipe("recipe={size: 224, transforms: none}"))
                .flopPerStep())
        .isCloseTo(4 * (whole - last * 511 / 512), offset(1.0));
  }

  @Test
  void theFiltersOfVgg19CostThreeQuartersOfItsDepthOnAverage() {
    // 14.30 GMAC with all filters of the target layer; one filter of it is a little less.
    Plan plan = Jobs.plan(VGG19, "recipe={size: 224, transforms: none, steps: 1}");

    assertThat(plan.flop() / 4 / 5_504).isBetween(12.5e9, 14.3e9);
  }

  @Test
  void aBatchIsOneToEightTiles() {
    assertThat(new Cost(1, 1, 1).batch(8)).isEqualTo(8);
    assertThat(new Cost(1, 1, 25 << 20).batch(8)).isEqualTo(8);
    assertThat(new Cost(1, 1, 26 << 20).batch(8)).isEqualTo(7);
    assertThat(new Cost(1, 1, 100 << 20).batch(8)).isEqualTo(2);
    assertThat(new Cost(1, 1, 1L << 40).batch(8)).isEqualTo(1);
    assertThat(new Cost(1, 1, 1).batch(1)).as("as the engine wants").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg16", "vgg19", "squeezenet", "squeezenet1.1", "googlenet"})
  void everyLayerHasACostThatGrowsWithDepth(String name) {
    Architecture architecture = Networks.architecture(name);
    for (Node node : architecture.nodes()) {
      Cost cost = Cost.of(architecture, node.name(), recipe());

      assertThat(cost.flopPerStep()).as(node.name()).isPositive();
      assertThat(cost.activationBytes()).as(node.name()).isPositive();
      assertThat(cost.steps()).isEqualTo(128);
      assertThat(cost.batch(8)).isBetween(1, 8);
      if (node.layer() instanceof Convolution && !node.inputs().contains(Architecture.INPUT)) {
        Cost before = Cost.of(architecture, node.inputs().get(0), recipe());
        assertThat(cost.flopPerStep()).isGreaterThan(before.flopPerStep());
        assertThat(cost.activationBytes()).isGreaterThan(before.activationBytes());
      }
    }
  }
}
