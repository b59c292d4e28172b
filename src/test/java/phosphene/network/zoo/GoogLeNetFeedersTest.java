package phosphene.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.PlainForward.named;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Models;
import phosphene.network.Feeder;
import phosphene.network.Feeders;
import phosphene.network.Network;

/** Units fed through GoogLeNet's concatenations, by the paper's table instead of by the graph. */
class GoogLeNetFeedersTest {
  private static final Network RANDOM = Networks.random("googlenet", 5);

  /** The filters of the branches of a module's output, in their order (Szegedy et al., table 1). */
  private record Module(String name, int point, int three, int five, int pooled) {
    /** All units in the order of the output's channels. */
    List<String> units() {
      return Stream.of(
              units("_1x1", point),
              units("_3x3", three),
              units("_5x5", five),
              units("_pool_proj", pooled))
          .flatMap(List::stream)
          .toList();
    }

    private List<String> units(String branch, int filters) {
      return IntStream.range(0, filters).mapToObj(i -> name + branch + "/" + i).toList();
    }
  }

  private static final Module BEFORE_4A = new Module("inception_3b", 128, 192, 96, 64);
  private static final Module BEFORE_4C = new Module("inception_4b", 160, 224, 64, 64);
  private static final Module LAST = new Module("inception_5b", 384, 384, 128, 128);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inception_4a_1x1",
        "inception_4a_3x3_reduce",
        "inception_4a_5x5_reduce",
        "inception_4a_pool_proj"
      })
  void aModuleBehindAPoolIsFedByTheBranchesOfTheOneBefore(String layer) {
    requireAll(RANDOM, layer, BEFORE_4A);
  }

  @Test
  void aUnitOfAnOutputIsFedAsItsBranch() {
    Feeders feeders = new Feeders(RANDOM);

    assertThat(feeders.strongest("inception_4c_output", 5))
        .isEqualTo(feeders.strongest("inception_4c_1x1", 5));
    assertThat(feeders.strongest("inception_4c_output", 128 + 255))
        .isEqualTo(feeders.strongest("inception_4c_3x3", 255))
        .allSatisfy(feeder -> assertThat(feeder.layer()).isEqualTo("inception_4c_3x3_reduce"));
    assertThat(feeders.strongest("inception_4c_output", 511))
        .isEqualTo(feeders.strongest("inception_4c_pool_proj", 63));
  }

  @Test
  void theTrainedNetworkIsReadAlike() {
    Network network = Networks.open("googlenet", Models.file("googlenet.npz"));

    requireAll(network, "inception_4a_1x1", BEFORE_4A);
    requireAll(network, "inception_4c_pool_proj", BEFORE_4C);
    requireAll(network, "loss3_classifier", LAST);
    assertThat(new Feeders(network).strongest("conv2_3x3_reduce", 0))
        .hasSize(8)
        .allSatisfy(feeder -> assertThat(feeder.layer()).isEqualTo("conv1_7x7_s2"));
    assertThat(new Feeders(network).strongest("conv1_7x7_s2", 0))
        .extracting(Feeder::layer)
        .containsExactly("input", "input", "input");
  }

  /** Holds every unit of a layer of one value a channel against its row of the kernel, sorted. */
  private static void requireAll(Network network, String layer, Module before) {
    Feeders feeders = new Feeders(network);
    List<String> units = before.units();
    float[] kernel = named(network.weights(), layer).kernel();
    for (int channel = 0; channel < kernel.length / units.size(); channel++) {
      int row = channel * units.size();
      List<Integer> order = new ArrayList<>(IntStream.range(0, units.size()).boxed().toList());
      order.sort(Comparator.comparingDouble(c -> -Math.abs(kernel[row + c])));
      assertThat(feeders.strongest(layer, channel))
          .as("%s/%d", layer, channel)
          .extracting(feeder -> feeder.layer() + "/" + feeder.channel() + " " + feeder.weight())
          .containsExactlyElementsOf(
              order.stream().limit(8).map(c -> units.get(c) + " " + kernel[row + c]).toList());
    }
  }
}
