package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.job.JobKinds;

/** The job files that come with the project. */
class JobsFolderTest {
  private static final Path JOBS = Path.of("jobs");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(JOBS)) {
      return files.sorted().toList();
    }
  }

  @Test
  void theFolderHoldsTheJobsThatDocumentsName() throws IOException {
    assertThat(files())
        .contains(
            JOBS.resolve("googlenet-atlas.yaml"),
            JOBS.resolve("squeezenet-atlas.yaml"),
            JOBS.resolve("vgg19-atlas.yaml"),
            JOBS.resolve("vgg19-block4-sample.yaml"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsAJobThatWritesBelowOutAndUsesFetchedWeights(Path file) throws IOException {
    Job job = read(file);
    assertThat(job.output()).startsWith("out/");
    assertThat(job.network().weights()).isEmpty();
    assertThat(JobKinds.file().read("json", job.json(), List.of()).json()).isEqualTo(job.json());
  }

  @Test
  void theAtlasOfVgg19SpellsOutTheDefaults() throws IOException {
    String least = "job: atlas\nnetwork: vgg19\noutput: out/vgg19";
    assertThat(read(JOBS.resolve("vgg19-atlas.yaml")).json())
        .isEqualTo(JobKinds.file().read("least", least, List.of()).json());
  }

  @Test
  void theSampleOfBlock4HoldsUnit223() throws IOException {
    AtlasJob job = (AtlasJob) read(JOBS.resolve("vgg19-block4-sample.yaml"));
    assertThat(job.rendering().units().layers().layers(List.of("block3_conv4", "block4_conv1")))
        .containsExactly("block4_conv1");
    assertThat(job.rendering().units().channels().channels("block4_conv1", 512))
        .containsExactly(0, 1, 2, 3, 48, 223);
  }

  private static Job read(Path file) throws IOException {
    return JobKinds.file().read(file.toString(), Files.readString(file), List.of());
  }
}
