package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.plan.Jobs.VGG19;
import static phosphene.plan.Jobs.job;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import phosphene.Deterministic;
import phosphene.network.Architecture;
import phosphene.network.Preprocessing;
import phosphene.spec.Seed;

/** What a tile is a function of. */
@Deterministic
class TileKeyTest {

  @Test
  void aKeyIsThisForAllTime() {
    // Another value here makes every gallery that exists render anew: raise FORMAT if that is
    // meant.
    assertThat(key("d", "layers=[block4_conv1]", "units=223"))
        .isEqualTo(new TileKey("aab4bb39aeafd92aef52f336d7835aaba0c1d5d22c2025acbfc99f248034045a"));
  }

  @Test
  void everyIngredientChangesTheKey() {
    List<TileKey> keys =
        Stream.concat(
                Stream.of(key("e", "layers=[block4_conv1]", "units=223")),
                Stream.of(
                        "seed=42",
                        "seed=43",
                        "layers=[block4_conv2]",
                        "units=22",
                        "objective=neuron",
                        "negative=true",
                        "tap=post",
                        "recipe.size=64",
                        "recipe.steps=64",
                        "recipe.attempts=2",
                        "recipe.retries=0",
                        "recipe.redirect=0",
                        "recipe.schedule=plain",
                        "recipe.schedule={annealed: {contrast: 3}}",
                        "recipe.parameterization=pixels",
                        "recipe.parameterization={fourier: {decay: 1.5}}",
                        "recipe.transforms=none",
                        "recipe.transforms=[{pad: 12}]",
                        "recipe.optimizer={adam: {rate: 0.1}}")
                    .map(setting -> key("d", "layers=[block4_conv1]", "units=223", setting)))
            .toList();

    assertThat(keys).doesNotHaveDuplicates().hasSize(20);
  }

  @Test
  void anotherPreprocessingChangesTheKey() {
    Architecture other = VGG19.with(Preprocessing.unit());

    assertThat(Plan.of(job(), other, "d", List.of()).tiles().get(0).key()).isNotEqualTo(key("d"));
  }

  @Test
  void whatDoesNotChangeThePictureDoesNotChangeTheKey() {
    TileKey key = key("d", "layers=[block4_conv1]", "units=223");

    assertThat(key("d", "layers=[block4_conv1]", "units=223", "output=elsewhere")).isEqualTo(key);
    assertThat(key("d", "layers=[block4_conv1]", "units=223", "seed=42")).isEqualTo(key);
    assertThat(key("d", "layers=block4_conv1", "units=[223]", "recipe={}")).isEqualTo(key);
    assertThat(
            Plan.of(job(), VGG19, "d", List.of()).tiles().stream()
                .filter(tile -> tile.unit().toString().equals("block4_conv1/223"))
                .map(Tile::key))
        .containsExactly(key);
  }

  @Test
  void layersAndChannelsAreNotRunTogether() {
    assertThat(TileKey.of("d", new Unit("a1", 0, 2), "x"))
        .isNotEqualTo(TileKey.of("d", new Unit("a", 0, 12), "x"));
  }

  @Test
  void theSeedIsTheFirstEightBytes() {
    String hex = "00000000000000ff" + "1".repeat(48);

    assertThat(new TileKey(hex).seed()).isEqualTo(new Seed(255));
    assertThat(new TileKey("f".repeat(64)).seed()).isEqualTo(new Seed(-1));
  }

  @Test
  void digestsAreThoseOfTheStandard() {
    // FIPS 180-2, the example of one block.
    assertThat(TileKey.sha256("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  private static TileKey key(String digest, String... settings) {
    Plan plan = Plan.of(job(settings), VGG19, digest, List.of());
    return plan.tiles().get(0).key();
  }
}
