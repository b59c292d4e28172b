package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.Networks;
import phosphene.spec.Seed;
import phosphene.spec.SpecException;

/** Courses so short that nobody learns much, but that end as long ones do. */
class TrainingTest {
  private static final Architecture PRIMER = Networks.architecture(School.NETWORK);

  @TempDir Path folder;

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    byte[] first = trained("first", course(1, 24));

    assertThat(Arrays.equals(trained("second", course(1, 24)), first)).isTrue();
    assertThat(Arrays.equals(trained("other", course(2, 24)), first)).isFalse();
  }

  @Test
  void anInterruptedCourseGoesOnWhereItWas() throws Exception {
    byte[] whole = trained("whole", course(1, 40));
    School school = new School(course(1, 40), folder.resolve("halves"));

    assertThatThrownBy(
            () ->
                school.train(
                    (pictures, loss) -> {
                      if (pictures == 16) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(folder.resolve("halves")).isDirectoryContaining("glob:**checkpoint.zip");
    assertThat(folder.resolve("halves/primer.npz")).doesNotExist();
    List<Integer> seen = new ArrayList<>();
    school.train((pictures, loss) -> seen.add(pictures));

    assertThat(seen).containsExactly(24, 32, 40);
    assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("halves/primer.npz")), whole))
        .isTrue();
  }

  @Test
  void aFinishedCourseIsOnlyExaminedAgain() throws Exception {
    byte[] first = trained("once", course(1, 16));
    School school = new School(course(1, 16), folder.resolve("once"));

    school.train(
        (pictures, loss) -> {
          throw new AssertionError("trained again");
        });

    assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("once/primer.npz")), first))
        .isTrue();
  }

  @Test
  void aCheckpointOfAnotherCourseIsRefused() throws Exception {
    trained("place", course(1, 16));
    Path checkpoint = folder.resolve("place/checkpoint.zip");

    assertThatThrownBy(() -> trained("place", course(2, 16)))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot resume "
                + checkpoint
                + ": it was made with "
                + course(1, 16).text()
                + ", asked for is "
                + course(2, 16).text()
                + " (name another --out)");
  }

  @Test
  void aDamagedCheckpointIsAMistakeThatNamesIt() throws IOException {
    Path checkpoint = Files.createDirectories(folder.resolve("bad")).resolve("checkpoint.zip");
    Files.writeString(checkpoint, "no zip");

    assertThatThrownBy(() -> trained("bad", course(1, 16)))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot resume " + checkpoint + ": ");
  }

  @Test
  void theSchoolLeavesWeightsCardExamAndClasses() throws Exception {
    Graduate graduate =
        new School(course(5, 16), folder.resolve("school")).train((pictures, loss) -> {});

    assertThat(folder.resolve("school").toFile().list())
        .containsExactlyInAnyOrder(
            "checkpoint.zip", "classes.png", "confusion.csv", "primer.md", "primer.npz");
    Network network = Networks.open("primer", folder.resolve("school/primer.npz"));
    assertThat(graduate.sha256()).isEqualTo(network.sha256());
    assertThat(graduate.confusion().pictures()).isEqualTo(School.EXAM);
    assertThat(folder.resolve("school/primer.md"))
        .content()
        .contains("./phosphene train-primer --seed 5 --images 16", network.sha256());
    assertThat(Files.readAllLines(folder.resolve("school/confusion.csv"))).hasSize(49);
  }

  @Test
  void tooFewPicturesAreAMistake() {
    assertThatThrownBy(() -> course(1, 7))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid --images: 7 (must be at least 8)");
  }

  @Test
  void theHelpedConvolutionComputesWhatDeeplearning4jDoes() {
    ComputationGraph helped = Graph.of(PRIMER, course(1, 16));
    ComputationGraph plain = Graph.of(PRIMER, course(1, 16), builder -> builder.build());
    Lessons.Batch batch =
        Lessons.Batch.of(
            LongStream.range(0, 4).mapToObj(Examples.specimens(new Seed(1))::at).toList(),
            PRIMER.preprocessing());
    INDArray[] gradients = new INDArray[2];
    for (int i = 0; i < 2; i++) {
      ComputationGraph graph = i == 0 ? helped : plain;
      graph.setInputs(batch.pictures());
      graph.setLabels(batch.data(48).getLabels());
      graph.computeGradientAndScore();
      gradients[i] = graph.gradient().gradient().dup();
    }

    assertThat(gradients[0].distance2(gradients[1]))
        .isCloseTo(0, within(1e-5 * gradients[1].norm2Number().doubleValue()));
  }

  private byte[] trained(String name, Course course) throws IOException, InterruptedException {
    new School(course, folder.resolve(name)).train((pictures, loss) -> {});
    return Files.readAllBytes(folder.resolve(name).resolve("primer.npz"));
  }

  private static Course course(long seed, int images) {
    return new Course(new Seed(seed), images, 8);
  }
}
