package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.cli.Ran.phosphene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.cluster.Cluster;
import phosphene.gallery.Judgement;
import phosphene.gallery.index.TileIndex;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.HadoopStore;

/** Images of classes, and what networks take them for. */
class JudgeTest {
  private static final String JOB =
      """
      job: atlas
      network: primer
      objective: class
      units: 0-2
      recipe: {size: 64, steps: 48, retries: 0, transforms: [{pad: 4}, {jitter: 6}, {jitter: 2}]}
      output: %s
      """;

  @TempDir Path folder;

  private Ran render(String... settings) throws IOException {
    Path job = folder.resolve("job.yaml");
    Files.writeString(job, JOB.formatted(output()));
    List<String> words = new ArrayList<>(List.of("render", job.toString(), "--master", "local[1]"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return phosphene(words.toArray(String[]::new));
  }

  private Path output() {
    return folder.resolve("out");
  }

  private List<TileRow> rows() {
    return TileIndex.tiles(HadoopStore.open(output().toString(), Cluster.storage()))
        .values()
        .stream()
        .sorted((a, b) -> Integer.compare(a.channel(), b.channel()))
        .toList();
  }

  private static Judgement recognized(TileRow row) {
    return Optional.ofNullable(row.recognized()).orElseThrow();
  }

  @Test
  void aNetworkSaysWhatItTakesItsOwnImagesFor() throws IOException {
    Ran ran = render();

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(rows()).hasSize(3);
    for (TileRow row : rows()) {
      Judgement judgement = recognized(row);
      assertThat(judgement.same()).isEqualTo(judgement.index() == row.channel());
      assertThat(judgement.probability()).isBetween(1 / 48., 1.);
      assertThat(judgement.network()).isEqualTo("primer");
      assertThat(judgement.networkSha256()).isEqualTo(row.networkSha256());
      assertThat(judgement.name()).isNotBlank();
      assertThat(row.transfer()).isNull();
    }
    assertThat(rows()).anyMatch(row -> Boolean.TRUE.equals(recognized(row).same()));
    assertThat(render().out()).contains("Nothing to render");
  }

  @Test
  void aJudgeMayComeLaterAndChangesNoImage() throws IOException {
    assertThat(render().code()).isZero();
    Map<String, String> tiles = Studio.tiles(output());

    Ran judged = render("judge={network: primer}");

    assertThat(judged.code()).as(judged.err()).isZero();
    assertThat(judged.out()).contains("Rendered 0 tiles");
    assertThat(Studio.tiles(output())).isEqualTo(tiles);
    assertThat(rows()).allSatisfy(row -> assertThat(row.transfer()).isEqualTo(row.recognized()));
    assertThat(render("judge={network: primer}").out()).contains("Nothing to render");
    assertThat(Files.readString(output().resolve("gallery.json"))).contains("\"judge\"");
  }

  @Test
  void namesSayWhichClassesAreTheSameWhereTheirOrdersDiffer() throws IOException {
    assertThat(render().code()).isZero();
    TileRow known =
        rows().stream()
            .filter(row -> Boolean.TRUE.equals(recognized(row).same()))
            .findFirst()
            .orElseThrow();
    List<String> names = strange();
    names.set(known.channel(), recognized(known).name().replace(' ', '_').toUpperCase(Locale.ROOT));

    Ran judged = render("judge={network: primer, labels: " + labels(names) + "}");

    assertThat(judged.code()).as(judged.err()).isZero();
    for (TileRow row : rows()) {
      Judgement judgement = Optional.ofNullable(row.transfer()).orElseThrow();
      assertThat(judgement.same()).isEqualTo(row.channel() == known.channel() ? true : null);
      assertThat(judgement.name()).isEqualTo(names.get(judgement.index()).replace('_', ' '));
    }
  }

  /** Names of 48 classes that the primer does not have. */
  private static List<String> strange() {
    return IntStream.range(0, 48)
        .mapToObj(i -> "no such " + i)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private Path labels(List<String> names) throws IOException {
    return Files.write(folder.resolve("labels.txt"), names);
  }

  @Test
  void aJudgeThatCannotJudgeIsRefused() throws IOException {
    assertThat(render("judge={network: vgg19, weights: 'random:1'}").err())
        .contains("Invalid judge.network: vgg19 (must be a network with classes)");
    assertThat(render("judge={network: primer, labels: " + labels(strange()) + "}").err())
        .contains("(must be a network that has one of the classes of primer)");
    assertThat(render("judge={network: primr}").err()).contains("primr").contains("--set");
    assertThat(render("judge=primer").err())
        .contains("Invalid judge: primer (must be a mapping of keys to values)");
    assertThat(render("judge={weights: 'random:1'}").err()).contains("Missing key: judge.network");
    assertThat(output()).doesNotExist();
  }
}
