package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Deterministic;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;
import phosphene.spec.Seed;
import phosphene.spec.SpecException;

/** Courses so short that nobody learns much, but that end as long ones do. */
class TrainingTest {
  private static final Evaluation EXAM = new Evaluation(Examples.inTurn(new Seed(9)), 48);

  @TempDir Path folder;

  @Deterministic
  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    byte[] first = trained("first", course(1, 24));

    assertThat(Arrays.equals(trained("second", course(1, 24)), first)).isTrue();
    assertThat(Arrays.equals(trained("other", course(2, 24)), first)).isFalse();
  }

  @Test
  void anInterruptedCourseGoesOnWhereItWas() throws Exception {
    byte[] whole = trained("whole", course(1, 40));
    PrimerTraining school = school("halves", course(1, 40));

    assertThatThrownBy(
            () ->
                school.train(
                    (pictures, loss) -> {
                      if (pictures == 16) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(folder.resolve("halves")).isDirectoryContaining("glob:**checkpoint.gz");
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
    PrimerTraining school = school("once", course(1, 16));

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
    Path checkpoint = folder.resolve("place/checkpoint.gz");

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
    Path checkpoint = Files.createDirectories(folder.resolve("bad")).resolve("checkpoint.gz");
    Files.writeString(checkpoint, "no zip");

    assertThatThrownBy(() -> trained("bad", course(1, 16)))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot resume " + checkpoint + ": Not in GZIP format");
  }

  @Test
  void theSchoolLeavesWeightsCardExamAndClasses() throws Exception {
    TrainedPrimer graduate = school("school", course(5, 16)).train((pictures, loss) -> {});

    assertThat(folder.resolve("school").toFile().list())
        .containsExactlyInAnyOrder(
            "checkpoint.gz", "classes.png", "confusion.csv", "primer.md", "primer.npz");
    Network network = Networks.open("primer", folder.resolve("school/primer.npz"));
    assertThat(graduate.sha256()).isEqualTo(network.sha256());
    assertThat(graduate.confusion().pictures()).isEqualTo(48);
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

  private byte[] trained(String name, TrainingPlan course)
      throws IOException, InterruptedException {
    school(name, course).train((pictures, loss) -> {});
    return Files.readAllBytes(folder.resolve(name).resolve("primer.npz"));
  }

  private PrimerTraining school(String name, TrainingPlan course) {
    return new PrimerTraining(course, folder.resolve(name), EXAM);
  }

  private static TrainingPlan course(long seed, int images) {
    return new TrainingPlan(new Seed(seed), images, 8);
  }
}
