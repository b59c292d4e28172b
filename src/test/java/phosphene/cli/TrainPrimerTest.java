package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.network.zoo.Networks;

/** The school, from the command line. */
class TrainPrimerTest {
  @TempDir Path folder;

  @Test
  void aTrainedPrimerCanBeOpened() {
    Path out = folder.resolve("school");

    Ran ran = Ran.phosphene("train-primer", "--images", "64", "--out", out.toString());

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("class                pictures   right  taken for\nwarm-cool ")
        .containsPattern("\nHeld-out accuracy: \\d+\\.\\d% of 2,000 pictures \\(0:0\\d:\\d\\d\\)\n")
        .contains("\nWeights:    " + out + "/primer.npz (", "jobs/quickstart.yaml --set weights=");
    assertThat(Networks.open("primer", out.resolve("primer.npz")).labels()).hasSize(48);
  }

  @Test
  void tooFewPicturesAreAMistake() {
    Ran ran = Ran.phosphene("train-primer", "--images", "3", "--out", folder.toString());

    assertThat(ran.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(ran.err()).isEqualTo("Invalid --images: 3 (must be at least 32)\n");
    assertThat(folder).isEmptyDirectory();
  }
}
