package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static phosphene.plan.Jobs.VGG19;
import static phosphene.plan.Jobs.job;
import static phosphene.plan.Jobs.plan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Window;
import phosphene.network.zoo.Networks;
import phosphene.spec.AtlasJob;
import phosphene.spec.Recipe;

/** All tiles of a job, in tasks. */
class PlanTest {
  private static final List<Integer> SLOTS = List.of(1, 2, 3, 16, 100, 10_000);

  @ParameterizedTest
  @ValueSource(strings = {"vgg16", "vgg19", "squeezenet", "squeezenet1.1", "googlenet"})
  void anAtlasHoldsEveryFilterOnceInTheOrderOfTheNetwork(String name) {
    Architecture architecture = Networks.architecture(name);
    List<String> expected =
        architecture.nodes().stream()
            .filter(node -> node.layer() instanceof Convolution)
            .flatMap(
                node ->
                    Stream.iterate(0, c -> c + 1)
                        .limit(((Convolution) node.layer()).filters())
                        .map(channel -> node.name() + "/" + channel))
            .toList();

    Plan plan = plan(architecture);

    assertThat(plan.tiles()).extracting(tile -> tile.unit().toString()).isEqualTo(expected);
    assertThat(plan.tiles()).extracting(Tile::key).doesNotHaveDuplicates();
    assertThat(plan.tiles())
        .allSatisfy(
            tile ->
                assertThat(architecture.nodes().get(tile.unit().layerIndex()).name())
                    .isEqualTo(tile.unit().layer()));
  }

  @Test
  void tasksHoldEveryTileOnceInOrderAndOneLayerEachWhateverTheSlots() {
    for (Plan plan : List.of(plan(VGG19), odd(plan(VGG19)), plan(Jobs.small()))) {
      for (int slots : SLOTS) {
        List<Task> tasks = plan.tasks(slots);

        assertThat(tasks.stream().flatMap(task -> task.tiles().stream()).toList())
            .isEqualTo(plan.tiles());
        assertThat(tasks)
            .allSatisfy(
                task ->
                    assertThat(task.tiles())
                        .isNotEmpty()
                        .extracting(tile -> tile.unit().layer())
                        .containsOnly(task.layer()));
      }
    }
  }

  @Test
  void aTaskIsAtMostHalfOfASlotsShareOfWhatIsLeft() {
    Plan plan = plan(VGG19);
    for (int slots : SLOTS) {
      double left = plan.flop();
      for (Task task : plan.tasks(slots)) {
        double tile = plan.cost(task.group()).flop();
        assertThat(task.flop()).isEqualTo(tile * task.tiles().size());
        assertThat(task.tiles().size()).isBetween(1, 16);
        double most = Math.max(5e10, Math.min(4e13, left / slots / 2));
        assertThat(task.flop()).isLessThanOrEqualTo(Math.max(tile, most * (1 + 1e-9)));
        left -= task.flop();
      }
      assertThat(left).isCloseTo(0, offset(plan.flop() * 1e-9));
    }
  }

  @Test
  void slotsEndTogetherAlthoughSomeUnitsTakeSevenTimesAsLong() {
    Plan plan = plan(VGG19);
    double tile =
        plan.tiles().stream().mapToDouble(t -> plan.cost(t.group()).flop()).max().orElseThrow();
    for (int slots : List.of(2, 16, 100)) {
      SplittableRandom random = new SplittableRandom(slots);
      PriorityQueue<Double> ends = new PriorityQueue<>(Collections.nCopies(slots, 0.0));
      double work = 0;
      for (Task task : plan.tasks(slots)) {
        double each = task.flop() / task.tiles().size();
        double takes = 0;
        for (int i = 0; i < task.tiles().size(); i++) {
          takes += random.nextInt(20) == 0 ? 7 * each : each; // retried twice: 1 + 2 + 4
        }
        work += takes;
        ends.add(ends.remove() + takes);
      }
      assertThat(Collections.max(ends)).isLessThan(1.02 * work / slots + 7 * tile);
    }
  }

  @Test
  void everySlotHasATask() {
    for (int slots : List.of(1, 2, 3, 16, 100, 1_000)) {
      assertThat(plan(VGG19).tasks(slots).size()).isGreaterThanOrEqualTo(slots);
    }
  }

  @Test
  void aLayerWithoutMultiplicationsHasTasksToo() {
    Plan plan =
        plan(
            Jobs.network(32, Jobs.node("p", new MaxPool(Window.of(2, 2, 0)), "input")),
            "layers=[p]");

    assertThat(plan.tasks(2).stream().flatMap(task -> task.tiles().stream()).toList())
        .isEqualTo(plan.tiles())
        .hasSize(3);
  }

  @Test
  void everyTaskSurvivesSerialization() throws Exception {
    for (Task task : plan(VGG19, "layers=block1_*").tasks(3)) {
      assertThat(copy(task)).isEqualTo(task);
    }
  }

  @Test
  void aPlanWithoutWhatExistsHoldsExactlyTheRest() {
    Plan plan = plan(VGG19, "layers=[block1_conv1, block3_conv2]");
    Set<String> keys = new HashSet<>();
    SplittableRandom random = new SplittableRandom(9);
    plan.tiles().stream().filter(t -> random.nextBoolean()).forEach(t -> keys.add(t.key().hex()));

    Plan rest = plan.without(keys);

    assertThat(rest.tiles())
        .isEqualTo(plan.tiles().stream().filter(t -> !keys.contains(t.key().hex())).toList())
        .hasSize(plan.tiles().size() - keys.size());
    assertThat(plan.without(Set.of())).isEqualTo(plan);
    assertThat(plan.without(Set.of("another job's key"))).isEqualTo(plan);
  }

  @Test
  void nothingIsLeftToDoWhenAllExists() {
    Plan plan = plan(Jobs.small());

    Plan rest =
        plan.without(plan.tiles().stream().map(t -> t.key().hex()).collect(Collectors.toSet()));

    assertThat(rest.tiles()).isEmpty();
    assertThat(rest.tasks(4)).isEmpty();
    assertThat(rest.flop()).isZero();
  }

  @Test
  void theCostOfAPlanIsThatOfItsTiles() {
    Plan plan = plan(Jobs.small());
    Recipe recipe = job().rendering().recipe();

    assertThat(plan.flop())
        .isEqualTo(
            4 * Cost.of(Jobs.small(), "a", recipe).flop()
                + 6 * Cost.of(Jobs.small(), "b", recipe).flop());
    assertThat(plan.groups())
        .containsOnlyKeys(new TileGroup("default", "a"), new TileGroup("default", "b"));
    assertThatThrownBy(() -> plan.cost(new TileGroup("default", "pool")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown layer: pool");
  }

  @ParameterizedTest
  @CsvSource({
    "quickstart.yaml, 432, 8, block1_conv1/0, block4_conv2/95",
    "vgg19-atlas.yaml, 5504, 16, block1_conv1/0, block5_conv4/511",
    "vgg19-block4-sample.yaml, 6, 1, block4_conv1/0, block4_conv1/223",
    "googlenet-atlas.yaml, 5744, 11, conv1_7x7_s2/0, inception_5b_output/1023",
    "squeezenet-atlas.yaml, 2656, 17, conv1/0, fire9_expand3x3/255"
  })
  void theJobsThatComeWithTheProjectArePlanned(
      String file, int tiles, int layers, String first, String last) throws IOException {
    Path path = Path.of("jobs").resolve(file);
    AtlasJob job = AtlasJob.FORM.read(file, Files.readString(path), List.of());

    Plan plan = Plan.of(job, Networks.architecture(job.network().name()), "d", List.of());

    assertThat(plan.tiles().size()).isEqualTo(tiles);
    assertThat(plan.groups().size()).isEqualTo(layers);
    assertThat(plan.tiles().get(0).unit()).hasToString(first);
    assertThat(plan.tiles().get(tiles - 1).unit()).hasToString(last);
  }

  @Test
  void noAtlasOfTheProjectIsLeftUnplanned() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      assertThat(files.filter(PlanTest::isAtlas)).as("each has its line above").hasSize(5);
    }
  }

  private static boolean isAtlas(Path file) {
    try {
      return Files.readString(file).contains("\njob: atlas\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A plan with gaps, as one that is resumed. */
  private static Plan odd(Plan plan) {
    return plan.without(
        plan.tiles().stream()
            .filter(tile -> tile.unit().channel() % 3 == 0)
            .map(tile -> tile.key().hex())
            .collect(Collectors.toSet()));
  }

  private static Object copy(Object object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
