package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Deterministic;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Window;
import phosphene.network.zoo.Networks;
import phosphene.plan.Cost;
import phosphene.spec.Effort;
import phosphene.spec.NetworkRef;
import phosphene.spec.Objective;
import phosphene.spec.Optimizer;
import phosphene.spec.Recipe;
import phosphene.spec.Schedule;
import phosphene.spec.Seed;

/** Ascents whose steps differ, and whose images take more contrast at last. */
class ScheduledAscentTest {
  private static final Network TOY =
      network(
          32,
          8,
          relu("a", new Convolution(8, Window.of(3, 1, 1)), "input"),
          node("pool", new MaxPool(Window.of(2, 2, 0)), "a"),
          relu("b", new Convolution(8, Window.of(3, 1, 1)), "pool"));
  private static final Schedule ANNEALED = new Schedule.Annealed(0.2, 0.03, 0.25, 3.1);
  private static final Optimizer MINI = new Optimizer.AdamMini(0.3, 0.2);
  private static final Optimizer ADAM = new Optimizer.Adam(0.05);

  private static LayerContext context(
      String layer, int size, int steps, Optimizer optimizer, Schedule schedule) {
    // As measured, docs/recipes.md.
    Recipe standard = Recipe.read("lucid", "lucid");
    return new LayerContext(
        layer,
        Objective.standard(),
        new Recipe(
            size,
            standard.parameterization(),
            standard.transforms(),
            optimizer,
            new Effort(steps, 1, 0, 16, schedule)));
  }

  private static LayerContext toy(int steps, Schedule schedule) {
    return context("b", 32, steps, MINI, schedule);
  }

  private static List<TileResult.Finished> render(
      Network network, LayerContext context, int... channels) {
    List<TileStart> starts =
        IntStream.of(channels).mapToObj(c -> new TileStart(c, new Seed(100 + c))).toList();
    try (Engine engine = TestEngines.open(network)) {
      return new Ascent(engine, context, tiles -> {})
          .render(starts).stream().map(TileResult.Finished.class::cast).toList();
    }
  }

  private static float[] pixels(TileResult.Finished result) {
    return result.raster().planes();
  }

  @Deterministic
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 12})
  void aTileDoesNotDependOnItsBatch(int steps) {
    LayerContext context = toy(steps, ANNEALED);
    int[] channels = {0, 1, 2, 3, 4, 5, 6, 7};
    List<TileResult.Finished> together = render(TOY, context, channels);

    for (int channel : channels) {
      TileResult.Finished alone = render(TOY, context, channel).get(0);
      assertThat(pixels(alone)).isEqualTo(pixels(together.get(channel)));
      assertThat(alone.scores()).isEqualTo(together.get(channel).scores());
    }
  }

  @Test
  void moreContrastIsTakenWhereItRaisesTheScoreAndOnlyThere() {
    int[] channels = {0, 1, 2, 3, 4, 5, 6, 7};
    List<TileResult.Finished> with = render(TOY, toy(6, ANNEALED), channels);
    List<TileResult.Finished> without =
        render(TOY, toy(6, new Schedule.Annealed(0.2, 0.03, 0.25, 1)), channels);

    int raised = 0;
    for (int channel : channels) {
      double score = with.get(channel).scores().end();
      double before = without.get(channel).scores().end();
      if (pixels(with.get(channel))[0] == pixels(without.get(channel))[0]) {
        assertThat(score).isEqualTo(before);
      } else {
        assertThat(score - before).isGreaterThan(0.02 * Math.abs(before));
        raised++;
      }
    }
    assertThat(raised).isPositive();
  }

  @Test
  void aScheduleChangesTheImageAndPlainIsTheOldWay() {
    float[] plain = pixels(render(TOY, context("b", 32, 8, ADAM, new Schedule.Plain()), 3).get(0));
    float[] held =
        pixels(render(TOY, context("b", 32, 8, ADAM, new Schedule.Annealed(1, 1, 0, 1)), 3).get(0));
    float[] shrunk =
        pixels(render(TOY, context("b", 32, 8, ADAM, new Schedule.Annealed(0, 0, 0, 1)), 3).get(0));
    float[] still =
        pixels(
            render(TOY, context("b", 32, 8, ADAM, new Schedule.Annealed(1, 1, 0.5, 1)), 3).get(0));

    assertThat(held).isEqualTo(plain);
    assertThat(shrunk).isNotEqualTo(plain);
    assertThat(still).isNotEqualTo(plain);
  }

  @Test
  void theWorkThatIsToldIsTheWorkThatIsPlanned() {
    for (Schedule schedule : List.of(ANNEALED, new Schedule.Plain())) {
      LayerContext context = toy(5, schedule);
      List<Integer> told = new ArrayList<>();
      try (Engine engine = TestEngines.open(TOY)) {
        new Ascent(engine, context, told::add)
            .render(List.of(new TileStart(1, new Seed(1)), new TileStart(2, new Seed(2))));
      }
      assertThat(told).containsOnly(2);
      assertThat(told.size()).isEqualTo(Cost.of(TOY.architecture(), "b", context.recipe()).steps());
    }
  }

  @Test
  void aQuarterOfTheStepsReachesWhatPlainOnesReachOnThePrimer(@TempDir Path nothing) {
    Network primer =
        Networks.resolve(
            new NetworkRef("primer", Optional.empty(), Optional.empty(), "test"), nothing);
    int[] channels = {1, 4, 7, 10};
    List<Double> ratios = new ArrayList<>();
    for (String layer : List.of("block2_conv2", "block3_conv1", "block4_conv1")) {
      List<TileResult.Finished> plain =
          render(primer, context(layer, 64, 256, ADAM, new Schedule.Plain()), channels);
      List<TileResult.Finished> annealed =
          render(primer, context(layer, 64, 64, MINI, ANNEALED), channels);
      for (int i = 0; i < channels.length; i++) {
        ratios.add(annealed.get(i).scores().end() / plain.get(i).scores().end());
      }
    }
    ratios.sort(Comparator.naturalOrder());

    assertThat(ratios.get(ratios.size() / 2)).as("%s", ratios).isGreaterThan(1);
    assertThat(ratios.get(0)).as("%s", ratios).isGreaterThan(0.85);
  }
}
