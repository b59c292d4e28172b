package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.bench.AtlasBenchmark.Extent;
import phosphene.bench.AtlasBenchmark.LayerCost;
import phosphene.bench.AtlasBenchmark.Result;
import phosphene.bench.AtlasBenchmark.Scores;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Elementwise;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Window;
import phosphene.spec.Effort;
import phosphene.spec.Recipe;

class AtlasBenchmarkTest {
  private static final Network NETWORK =
      network(
          64,
          3,
          relu("a", new Convolution(12, Window.of(3, 1, 1)), "input"),
          node("b", new MaxPool(Window.of(2, 2, 0)), "a"),
          relu("c", new Convolution(5, Window.of(3, 1, 1)), "b"),
          relu("d", new Convolution(5, Window.of(3, 1, 1)), "c"),
          relu("e", Elementwise.ADD, "c", "d"));

  @ParameterizedTest
  @CsvSource({
    // units wanted, most of a batch; batches drawn, units of each
    "a, 12, 4, 8, 2, 2",
    "a, 12, 8, 4, 2, 4",
    "a, 12, 9, 3, 3, 3",
    "a, 12, 99, 8, 2, 6",
    "c, 5, 16, 8, 2, 2",
    "c, 5, 1, 8, 2, 1"
  })
  void aSampleIsBatchesOfDifferentUnits(
      String layer, int units, int wanted, int most, int batches, int each) {
    Architecture architecture = NETWORK.architecture();

    AtlasSample sample = AtlasSample.draw(architecture, layer, wanted, most);

    assertThat(sample.units()).isEqualTo(units);
    assertThat(sample.batches()).hasSize(batches).allMatch(batch -> batch.size() == each);
    List<Integer> drawn = sample.batches().stream().flatMap(List::stream).toList();
    assertThat(drawn).doesNotHaveDuplicates().allMatch(unit -> unit >= 0 && unit < units);
    assertThat(AtlasSample.draw(architecture, layer, wanted, most)).isEqualTo(sample);
    assertThat(sample.stratum(IntStream.range(0, batches).mapToObj(i -> 1.0 * i).toList()).share())
        .isEqualTo((double) batches * each / units);
  }

  @Test
  void theOnlyUnitOfALayerIsSeenWhole() {
    Network one = network(16, 1, relu("a", new Convolution(1, Window.of(3, 1, 1)), "input"));

    AtlasSample sample = AtlasSample.draw(one.architecture(), "a", 16, 8);

    assertThat(sample.batches()).containsExactly(List.of(0));
    assertThat(sample.stratum(List.of(3.0)).share()).isEqualTo(1);
  }

  @Test
  void allUnitsAreTheSumOfTheLayers() {
    List<LayerCost> costs = new ArrayList<>();
    Result result = run(Optional.empty(), costs);

    assertThat(costs).extracting(LayerCost::layer).containsExactly("a", "c", "d", "e");
    assertThat(costs).extracting(LayerCost::units).containsExactly(12, 5, 5, 5);
    assertThat(costs).allMatch(cost -> cost.ours() >= 0 && cost.theirs().isEmpty());
    double sum = costs.stream().mapToDouble(cost -> cost.units() * cost.ours()).sum();
    assertThat(result.ours().total()).isCloseTo(sum, within(1e-9 * sum));
    assertThat(result.ours().size()).isEqualTo(27);
    assertThat(result.theirs()).isEmpty();
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "PHOSPHENE_BENCH",
      matches = "1",
      disabledReason = "downloads 110 MB of libtorch; set PHOSPHENE_BENCH=1")
  void theLoopOfLucentsUsersRunsTheSameUnits() throws PeerAbsentException {
    List<LayerCost> costs = new ArrayList<>();
    Path home = Path.of("").toAbsolutePath();
    try (UserLoop loop = UserLoop.start(NETWORK, home, 1, 32, 0)) {
      Result result = run(Optional.of(loop), costs);

      assertThat(costs).allMatch(cost -> cost.theirs().isPresent());
      assertThat(result.theirs().orElseThrow().size()).isEqualTo(27);
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "PHOSPHENE_BENCH",
      matches = "1",
      disabledReason = "downloads 110 MB of libtorch; set PHOSPHENE_BENCH=1")
  void theLoopOfLucentsUsersRaisesItsUnit() throws PeerAbsentException {
    Path home = Path.of("").toAbsolutePath();
    try (Engine engine = TestEngines.open(NETWORK)) {
      for (int enlarged : List.of(0, 48)) {
        try (UserLoop loop = UserLoop.start(NETWORK, home, 1, 32, enlarged)) {
          Scores first = benchmark(engine, Optional.empty(), 1).scores("e", loop);
          Scores last = benchmark(engine, Optional.empty(), 60).scores("e", loop);

          assertThat(last.theirs()).isGreaterThan(first.theirs());
          assertThat(last.ours()).isGreaterThan(first.ours());
          assertThat(last.theirs() / last.ours()).isBetween(0.5, 2.0);
        }
      }
    }
  }

  private static Result run(Optional<UserLoop> loop, List<LayerCost> costs) {
    try (Engine engine = TestEngines.open(NETWORK)) {
      return benchmark(engine, loop, 4).run(costs::add);
    }
  }

  private static AtlasBenchmark benchmark(Engine engine, Optional<UserLoop> loop, int steps) {
    Recipe standard = Recipe.standard();
    Recipe recipe =
        new Recipe(
            32,
            standard.parameterization(),
            standard.transforms(),
            standard.optimizer(),
            new Effort(steps, 1, 0, 16),
            standard.precision());
    return new AtlasBenchmark(engine, loop, new Extent(recipe, steps, 2, 4));
  }
}
