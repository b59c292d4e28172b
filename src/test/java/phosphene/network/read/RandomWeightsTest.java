package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.PlainForward.named;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import phosphene.Deterministic;
import phosphene.network.Weights;
import phosphene.network.zoo.KnownNetwork;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/** Networks with random weights. */
class RandomWeightsTest {
  @Deterministic
  @Test
  void equalSeedsGiveEqualNetworksAndOthersDoNot() {
    String digest = Networks.random("squeezenet", 1).sha256();

    assertThat(Networks.random("squeezenet", 1).sha256()).isEqualTo(digest);
    assertThat(Networks.random("squeezenet", 2).sha256()).isNotEqualTo(digest);
    // Pinned: galleries made from random weights resume on any machine and release.
    assertThat(digest)
        .isEqualTo("1ff2c2c553568925c41504adc6d768c62e63a12cc514f9abc145b0c9d2c50540");
  }

  @Test
  void theVarianceIsTwoByTheFanIn() {
    Weights weights = named(Networks.random("squeezenet", 3).weights(), "fire9_expand3x3");
    double sum = 0;
    double squares = 0;
    for (float value : weights.kernel()) {
      sum += value;
      squares += value * (double) value;
    }
    int count = weights.kernel().length;
    double variance = 2.0 / (64 * 9);

    assertThat(count).isEqualTo(256 * 64 * 9);
    assertThat(sum / count).isCloseTo(0, within(5 * Math.sqrt(variance / count)));
    assertThat(squares / count).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / count)));
    assertThat(weights.bias()).containsOnly(0).hasSize(256);
  }

  @Test
  void densePositionsAreLeftOut() {
    assertThat(Networks.random("vgg16", 1).architecture().nodes())
        .isEqualTo(KnownNetwork.named("vgg16").body().nodes());
    assertThat(Networks.random("googlenet", 1).architecture())
        .isEqualTo(Networks.architecture("googlenet"));
  }

  @Test
  void theSeedFollowsTheColon() {
    assertThat(Networks.randomSeed("random:-3")).isEqualTo(OptionalLong.of(-3));
    assertThat(Networks.randomSeed("weights/random.h5")).isEmpty();
    assertThatThrownBy(() -> Networks.randomSeed("random:x"))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid weights: random:x (must be random: and a whole number)");
  }
}
