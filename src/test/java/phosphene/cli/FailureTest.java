package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import phosphene.gallery.index.IndexRows;
import phosphene.gallery.index.TileRow;

/** Tiles that do not come out. */
class FailureTest {
  @TempDir Path folder;

  @Test
  void aDeadUnitIsARowAndNoFailure() throws IOException {
    Studio studio = Studio.in(folder);
    Files.writeString(
        studio.job(),
        Files.readString(studio.job())
            .replaceFirst("(?m)^network: .*$", "network: " + halfDead())
            .replaceFirst("(?m)^weights: .*\n", ""));

    Ran ran = studio.render("--set", "layers=conv", "--set", "units=all");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .containsPattern(
            "\nRendered 1 tile[^,]*, 1 unit[^,]* dead"
                + "\n  wall time +[\\d:.]+( m?s)?\n(  .*\n)+Pages: .*/out/index.html\nContact sheets: .*/out/sheets\nIndex: +.*/out/index/tiles\nTry next:\n");
    assertThat(IndexRows.of(studio.output()))
        .extracting(TileRow::channel, TileRow::status, TileRow::path)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(0, "rendered", "tiles/default/conv/0.png"),
            org.assertj.core.groups.Tuple.tuple(1, "dead", "tiles/default/conv/1.png"));
    assertThat(studio.render("--set", "layers=conv", "--set", "units=all").out())
        .contains("Nothing to render: the gallery holds all that the job asks for.\n");
  }

  @Test
  void tilesThatCannotBeStoredFailAloneAndAreRenderedByALaterRun() throws IOException {
    Studio studio = Studio.in(folder);
    studio.render("--set", "layers=fire2_squeeze1x1", "--set", "units=0");
    Path obstacle = Files.writeString(studio.output().resolve("tiles/default/conv1"), "in the way");

    Ran ran = studio.render();

    assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out())
        .containsPattern(
            "\nRendered 9 tiles in [^,]*, 5 failed:"
                + "\n         5  store           conv1/\\d, conv1/\\d, conv1/\\d, \\.\\.\\."
                + "\n  wall time +[\\d:.]+( m?s)?\n(  .*\n)+Pages: .*/out/index.html\nContact sheets: .*/out/sheets\nIndex: +.*/out/index/tiles\nTry next:\n");
    assertThat(ran.err())
        .contains("conv1/3: Cannot write file:" + studio.output() + "/tiles/default/conv1/3.png: ")
        .doesNotContain("\tat ");
    assertThat(rows(studio, "failed"))
        .hasSize(5)
        .allSatisfy(
            row ->
                assertThat(row.reason())
                    .startsWith("store: conv1/" + row.channel() + ": Cannot write file:"))
        .allSatisfy(row -> assertThat(row.path()).isNull())
        .allSatisfy(row -> assertThat(row.inputs()).hasSize(3));

    Files.delete(obstacle);
    Ran later = studio.render();

    assertThat(later.code()).isZero();
    assertThat(later.out())
        .startsWith("squeezenet: 15 tiles, 10 of them rendered before")
        .contains("\nRendered 5 tiles in ");
    assertThat(rows(studio, "rendered")).hasSize(15);
    assertThat(rows(studio, "failed")).hasSize(5);
    assertThat(Studio.tiles(studio.output())).hasSize(15);
    String sql = "SELECT status, count(*) AS n FROM tiles GROUP BY status ORDER BY n";
    assertThat(Ran.phosphene("query", "--json", studio.output().toString(), sql).out())
        .as("the last row of each tile")
        .isEqualTo("{\"status\":\"rendered\",\"n\":15}\n");
  }

  @Test
  void anIndexThatCannotBeWrittenEndsTheJobWithAMessage() throws IOException {
    Studio studio = Studio.in(folder);
    studio.render("--set", "layers=fire2_squeeze1x1", "--set", "units=0");
    Obstacle.standAt(studio.output().resolve("index/tiles"));

    Ran ran = studio.render();

    Obstacle.end();
    Path index = studio.output().resolve("index/tiles");

    assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err())
        .startsWith("Cannot write file:" + index + "/part-")
        .doesNotContain("bug")
        .doesNotContain("\tat ");
  }

  private static List<TileRow> rows(Studio studio, String status) {
    return IndexRows.of(studio.output()).stream()
        .filter(row -> row.status().equals(status))
        .toList();
  }

  /** A convolution of two filters, of which the second cannot fire. */
  private Path halfDead() throws IOException {
    MultiLayerNetwork model =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3)
                        .name("conv")
                        .nOut(2)
                        .activation(Activation.RELU)
                        .build())
                .layer(new GlobalPoolingLayer(PoolingType.AVG))
                .layer(new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(32, 32, 3))
                .build());
    model.init();
    model.getLayer(0).getParam("W").assign(0.1);
    model.getLayer(0).getParam("W").slice(1).assign(0);
    model.getLayer(0).getParam("b").putScalar(1, -1);
    Path file = folder.resolve("half-dead.zip");
    model.save(file.toFile());
    return file;
  }
}
