package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gallery whose format is that of another version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherFormatTest {
  private Path folder = Path.of("");
  private String gallery = "";

  @BeforeAll
  void anOldGallery(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Studio studio = Studio.in(folder);
    assertThat(studio.render("--set", "layers=conv1", "--set", "units=0").code()).isZero();
    Path manifest = studio.output().resolve("gallery.json");
    String text = Files.readString(manifest);
    assertThat(text).contains("\"format\" : 3");
    Files.writeString(manifest, text.replace("\"format\" : 3", "\"format\" : 1"));
    gallery = studio.output().toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "render JOB",
        "render JOB --set seed=7",
        "plan JOB --no-calibration",
        "verify GALLERY",
        "verify GALLERY --repair",
        "query GALLERY SELECT(1)",
        "site GALLERY",
        "site GALLERY --live",
        "render JOB --set dataset=GALLERY --output OTHER",
        "plan JOB --no-calibration --set dataset=GALLERY --output OTHER"
      })
  void isRefusedAndStaysAsItIs(String command) {
    Map<String, String> before = Studio.files(folder);
    String words =
        command
            .replace("JOB", folder.resolve("job.yaml").toString())
            .replace("GALLERY", gallery)
            .replace("OTHER", folder.resolve("other").toString());

    Ran ran = Ran.phosphene(words.split(" "));

    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.MISTAKE);
    assertThat(ran.err())
        .contains(
            "Cannot use gallery file:"
                + gallery
                + ": it has format 1 (this version reads format 3; render it anew into another"
                + " folder)")
        .hasLineCount(1);
    assertThat(Studio.files(folder)).isEqualTo(before);
  }
}
