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

/** Trainings so short that the network learns little, but that end as long ones do. */
class TrainingTest {
  private static final Evaluation HELD_OUT = new Evaluation(Examples.inTurn(new Seed(9)), 48);

  @TempDir Path folder;

  @Deterministic
  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    byte[] first = trained("first", plan(1, 24));

    assertThat(Arrays.equals(trained("second", plan(1, 24)), first)).isTrue();
    assertThat(Arrays.equals(trained("other", plan(2, 24)), first)).isFalse();
  }

  @Test
  void anInterruptedTrainingGoesOnWhereItWas() throws Exception {
    byte[] whole = trained("whole", plan(1, 40));
    PrimerTraining training = training("halves", plan(1, 40));

    assertThatThrownBy(
            () ->
                training.train(
                    (images, loss) -> {
                      if (images == 16) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(folder.resolve("halves")).isDirectoryContaining("glob:**checkpoint.gz");
    assertThat(folder.resolve("halves/primer.npz")).doesNotExist();
    List<Integer> seen = new ArrayList<>();
    training.train((images, loss) -> seen.add(images));

    assertThat(seen).containsExactly(24, 32, 40);
    assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("halves/primer.npz")), whole))
        .isTrue();
  }

  @Test
  void aFinishedTrainingIsOnlyEvaluatedAgain() throws Exception {
    byte[] first = trained("once", plan(1, 16));
    PrimerTraining training = training("once", plan(1, 16));

    training.train(
        (images, loss) -> {
          throw new AssertionError("trained again");
        });

    assertThat(Arrays.equals(Files.readAllBytes(folder.resolve("once/primer.npz")), first))
        .isTrue();
  }

  @Test
  void aCheckpointOfAnotherPlanIsRefused() throws Exception {
    trained("place", plan(1, 16));
    Path checkpoint = folder.resolve("place/checkpoint.gz");

    assertThatThrownBy(() -> trained("place", plan(2, 16)))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot resume "
                + checkpoint
                + ": it was made with "
                + plan(1, 16).text()
                + ", asked for is "
                + plan(2, 16).text()
                + " (name another --out)");
  }

  @Test
  void aDamagedCheckpointIsAMistakeThatNamesIt() throws IOException {
    Path checkpoint = Files.createDirectories(folder.resolve("bad")).resolve("checkpoint.gz");
    Files.writeString(checkpoint, "no zip");

    assertThatThrownBy(() -> trained("bad", plan(1, 16)))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot resume " + checkpoint + ": Not in GZIP format");
  }

  @Test
  void theTrainingWritesWeightsCardConfusionAndClasses() throws Exception {
    TrainedPrimer trained = training("trained", plan(5, 16)).train((images, loss) -> {});

    assertThat(folder.resolve("trained").toFile().list())
        .containsExactlyInAnyOrder(
            "checkpoint.gz", "classes.png", "confusion.csv", "primer.md", "primer.npz");
    Network network = Networks.open("primer", folder.resolve("trained/primer.npz"));
    assertThat(trained.sha256()).isEqualTo(network.sha256());
    assertThat(trained.confusion().images()).isEqualTo(48);
    assertThat(folder.resolve("trained/primer.md"))
        .content()
        .contains("./phosphene train-primer --seed 5 --images 16", network.sha256());
    assertThat(Files.readAllLines(folder.resolve("trained/confusion.csv"))).hasSize(49);
  }

  @Test
  void tooFewImagesAreAMistake() {
    assertThatThrownBy(() -> plan(1, 7))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid --images: 7 (must be at least 8)");
  }

  private byte[] trained(String name, TrainingPlan plan) throws IOException, InterruptedException {
    training(name, plan).train((images, loss) -> {});
    return Files.readAllBytes(folder.resolve(name).resolve("primer.npz"));
  }

  private PrimerTraining training(String name, TrainingPlan plan) {
    return new PrimerTraining(plan, folder.resolve(name), HELD_OUT);
  }

  private static TrainingPlan plan(long seed, int images) {
    return new TrainingPlan(new Seed(seed), images, 8);
  }
}
