package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.spec.ScanJob.Neurons;

/** Scan jobs as files write them: defaults, every key, every mistake. */
class ScanJobTest {
  private static final String LEAST = "job: scan\nnetwork: vgg19\nphotos: p\noutput: out\n";

  @Test
  void whatIsLeftOutHasTheseDefaults() {
    assertThat(read(LEAST))
        .isEqualTo(
            new ScanJob(
                new NetworkRef("vgg19", Optional.empty(), Optional.empty(), "x.yaml:2"),
                new Photos("p", 50_000_000, "x.yaml:3"),
                new Selection.All(),
                Neurons.KEPT,
                Precision.F32,
                "out"));
  }

  @Test
  void everyKeyCounts() {
    String text =
        """
        job: scan
        network: mine
        weights: w
        preprocessing: signed
        photos: s3a://b/p
        layers: [conv1, conv2*]
        neurons: false
        precision: bf16
        pixel-limit: 99
        output: o
        """;

    assertThat(read(text))
        .isEqualTo(
            new ScanJob(
                new NetworkRef(
                    "mine", Optional.of("w"), Optional.of(Normalization.Named.SIGNED), "x.yaml:2"),
                new Photos("s3a://b/p", 99, "x.yaml:5"),
                new Selection.Some(
                    List.of(
                        new Selection.Term("conv1", "x.yaml:6"),
                        new Selection.Term("conv2*", "x.yaml:6"))),
                Neurons.LEFT_OUT,
                Precision.BF16,
                "o"));
    assertThat(read(read(text).json()).json()).isEqualTo(read(text).json());
  }

  @Test
  void theJsonOfAJobIsAJobWithAllDefaults() {
    assertThat(read(LEAST).json())
        .isEqualTo(
            "{\"job\":\"scan\",\"layers\":\"all\",\"network\":\"vgg19\",\"neurons\":true,"
                + "\"output\":\"out\",\"photos\":\"p\",\"pixel-limit\":50000000}");
    assertThat(read(read(LEAST).json()).json()).isEqualTo(read(LEAST).json());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("photos=''", "Invalid photos: \"\" (must not be blank)"),
        Arguments.of("photos=[a]", "Invalid photos: a list (must be a text)"),
        Arguments.of("layers=[]", "Invalid layers: [] (must be all, or name at least one)"),
        Arguments.of(
            "layers=[[a]]",
            "Invalid layers: a list (must be all, a name or number, or a list of them)"),
        Arguments.of("neurons=1", "Invalid neurons: 1 (must be true or false)"),
        Arguments.of("pixel-limit=0", "Invalid pixel-limit: 0 (must be between 1 and 2147483647)"),
        Arguments.of("pixel-limit=1.5", "Invalid pixel-limit: 1.5 (must be a whole number)"),
        Arguments.of("output=''", "Invalid output: \"\" (must not be blank)"),
        Arguments.of(
            "seed=3",
            "Unknown key: seed (known: job, network, weights, preprocessing, labels, photos, include,"
                + " exclude, strict, layers, neurons, precision, pixel-limit, output)"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsPlaceAndRule(String setting, String message) {
    assertThatThrownBy(() -> read(LEAST, setting))
        .isInstanceOf(SpecException.class)
        .hasMessage("--set " + setting + ": " + message);
  }

  @Test
  void aMistakeInTheFileIsNamedWithItsLine() {
    assertThatThrownBy(() -> read(LEAST + "neurons: maybe\n"))
        .hasMessage("x.yaml:5: Invalid neurons: maybe (must be true or false)");
    assertThatThrownBy(() -> read(LEAST.replace("photos: p\n", "")))
        .hasMessage("x.yaml: Missing key: photos");
  }

  private static ScanJob read(String text, String... settings) {
    return ScanJob.FORM.read("x.yaml", text, List.of(settings));
  }
}
