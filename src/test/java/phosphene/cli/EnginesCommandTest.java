package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.engine.Device;
import phosphene.engine.EngineKind;
import phosphene.engine.Engines;
import phosphene.spec.Precision;

/** The table of engines, and what is refused before Spark starts. */
class EnginesCommandTest {
  private static final Device CPU = new Device.Cpu();

  @TempDir Path folder;

  private record Said(int code, String out, String err) {
    static Said by(String... arguments) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
      return new Said(code, out.toString(), err.toString());
    }
  }

  @Test
  void everyEngineHasItsLineAndItsReason() {
    Said said = Said.by("engines");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).startsWith("cpu\n  default ");
    for (EngineKind kind : Engines.known().kinds(CPU)) {
      String reason = kind.obstacle(CPU, Precision.F32).orElseGet(() -> kind.describe(CPU));
      assertThat(said.out()).containsPattern("(default|fallback|by name|not here) +" + kind.name());
      assertThat(said.out()).contains("             " + reason + "\n");
    }
    assertThat(said.out()).contains("bf16: not here: it computes in f32 only\n");
    String chosen = Engines.known().kind(Optional.empty(), CPU, Precision.F32).name();
    assertThat(said.out()).contains("\nspark.phosphene.engine=auto:\n  cpu: " + chosen + "\n");
  }

  @Test
  void theSettingIsTakenIntoAccount() {
    assertThat(Said.by("engines", "--conf", "spark.phosphene.engine=nd4j").out())
        .contains("\nspark.phosphene.engine=nd4j:\n  cpu: nd4j\n");
    assertThat(Said.by("engines", "--conf", "spark.phosphene.engine=x").out())
        .contains("cpu: Invalid spark.phosphene.engine: x (must be auto or one of ");
  }

  /** Where this process is its own executor, nothing is left behind of a job that cannot run. */
  @Test
  void aPrecisionThatTheEngineLacksIsRefusedBeforeSparkStarts() {
    Path gallery = folder.resolve("out");
    String[] job = {
      "jobs/quickstart.yaml",
      "--set",
      "recipe.precision=bf16",
      "--output",
      gallery.toString(),
      "--conf",
      "spark.phosphene.engine=nd4j"
    };

    for (String command : new String[] {"render", "plan"}) {
      String[] all = new String[job.length + 1];
      all[0] = command;
      System.arraycopy(job, 0, all, 1, job.length);
      Said said = Said.by(all);
      assertThat(said.err()).isEqualTo("Cannot run nd4j on cpu in bf16: it computes in f32 only\n");
      assertThat(said.code()).isEqualTo(ExitCode.MISTAKE);
    }
    assertThat(gallery).doesNotExist();
  }

  /** Executors elsewhere may have other processors. */
  @Test
  void aPlanForAClusterTellsThePrecision() {
    Said said =
        Said.by(
            "plan",
            "jobs/quickstart.yaml",
            "--no-calibration",
            "--set",
            "recipe.precision=bf16",
            "--master",
            "spark://nowhere:7077",
            "--output",
            folder.resolve("out").toString(),
            "--conf",
            "spark.phosphene.engine=nd4j");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .endsWith(
            "precision bf16, on executors that have it; times are of f32 (Cannot run nd4j on cpu in"
                + " bf16: it computes in f32 only)\n");
  }
}
