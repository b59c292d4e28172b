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
import phosphene.spec.DreamJob.Dreaming;
import phosphene.spec.DreamJob.Emphasis;
import phosphene.spec.DreamJob.Metadata;
import phosphene.spec.DreamJob.Tour;

/** Dream jobs as files write them: defaults, every key, every mistake. */
class DreamJobTest {
  private static final String LEAST =
      "job: dream\nnetwork: vgg19\nphotos: p\nlayers: conv1\noutput: out\n";

  @Test
  void whatIsLeftOutHasTheseDefaults() {
    assertThat(read(LEAST))
        .isEqualTo(
            new DreamJob(
                new NetworkRef("vgg19", Optional.empty(), Optional.empty(), "x.yaml:2"),
                new Photos("p", 50_000_000, "x.yaml:3"),
                new Dreaming(
                    List.of(new Emphasis(Mix.of("conv1"), "x.yaml:4")),
                    Optional.empty(),
                    DreamRecipe.standard(),
                    Tour.NONE,
                    Metadata.SAFE),
                42,
                "out"));
  }

  @Test
  void everyKeyCounts() {
    String text =
        """
        job: dream
        network: mine
        weights: w
        preprocessing: signed
        photos: s3a://b/p
        layers: [conv1, conv2/7, {conv3: 0.7, conv4/2: 0.3}]
        guide: g.jpg
        tour: true
        recipe: {octaves: 2, ratio: 1.5, steps: 3, step: 4.5, jitter: 6, smoothing: 0.5, tile: 64, blend: 0.25}
        pixel-limit: 99
        metadata: none
        seed: -1
        output: o
        """;
    Mix mix =
        new Mix(
            List.of(
                new Mix.Term("conv3", Optional.empty(), 0.7),
                new Mix.Term("conv4", Optional.of(2), 0.3)));

    assertThat(read(text))
        .isEqualTo(
            new DreamJob(
                new NetworkRef(
                    "mine", Optional.of("w"), Optional.of(Normalization.Named.SIGNED), "x.yaml:2"),
                new Photos("s3a://b/p", 99, "x.yaml:5"),
                new Dreaming(
                    List.of(
                        new Emphasis(Mix.of("conv1"), "x.yaml:6"),
                        new Emphasis(
                            new Mix(List.of(new Mix.Term("conv2", Optional.of(7), 1))), "x.yaml:6"),
                        new Emphasis(mix, "x.yaml:6")),
                    Optional.of("g.jpg"),
                    new DreamRecipe(
                        new DreamRecipe.Octaves(2, 1.5),
                        new DreamRecipe.Stride(3, 4.5, 6, 0.5),
                        64,
                        0.25),
                    Tour.FILM,
                    Metadata.NONE),
                -1,
                "o"));
    assertThat(read(read(text).json()).json()).isEqualTo(read(text).json());
  }

  @Test
  void theJsonOfAJobIsAJobWithAllDefaults() {
    assertThat(read(LEAST).json())
        .isEqualTo(
            "{\"job\":\"dream\",\"layers\":[{\"conv1\":1}],\"metadata\":\"safe\",\"network\":\"vgg19\",\"output\":\"out\","
                + "\"photos\":\"p\",\"pixel-limit\":50000000,\"recipe\":{\"blend\":0,\"jitter\":32,"
                + "\"octaves\":4,\"ratio\":1.4,\"smoothing\":0.5,\"step\":1.5,\"steps\":10,\"tile\":512},"
                + "\"seed\":42,\"tour\":false}");
    assertThat(read(read(LEAST).json()).json()).isEqualTo(read(LEAST).json());
    assertThat(read(LEAST, "layers=all").json()).contains("\"layers\":\"all\"");
  }

  @Test
  void photosMayBeChosen() {
    String text = LEAST + "include: [trip/**, '*.jpg']\nexclude: trip/old\nstrict: true\n";

    assertThat(read(text).photos())
        .isEqualTo(
            new Photos(
                "p",
                new Photos.Choice(
                    List.of(
                        new Photos.Pattern("trip/**", "x.yaml:6"),
                        new Photos.Pattern("*.jpg", "x.yaml:6")),
                    List.of(new Photos.Pattern("trip/old", "x.yaml:7")),
                    Photos.Others.TRIED),
                50_000_000,
                "x.yaml:3"));
    assertThat(read(read(text).json()).json())
        .isEqualTo(read(text).json())
        .contains("\"exclude\":[\"trip/old\"]", "\"strict\":true");
  }

  @Test
  void layersMayBeAllOneMixOrAName() {
    assertThat(read(LEAST, "layers=all").dreaming().layers()).isEmpty();
    assertThat(read(LEAST, "layers={a: 1, b: 3}").dreaming().layers())
        .extracting(emphasis -> emphasis.mix().name())
        .containsExactly("a@1+b@3");
    assertThat(read(LEAST, "layers=conv_*").dreaming().layers())
        .extracting(emphasis -> emphasis.mix().name())
        .containsExactly("conv_*");
  }

  @Test
  void theSubjectNamesWhatDreamsShare() {
    assertThat(read(LEAST).subject("none", "file:/p"))
        .isEqualTo(
            "{\"guide\":\"none\",\"metadata\":\"keep\",\"objective\":\"layer\",\"photos\":\"file:/p\"}");
    assertThat(read(LEAST, "metadata=all").subject("none", "file:/p")).contains("\"all\"");
    assertThat(read(LEAST, "metadata=none").subject("none", "file:/p")).contains("\"strip\"");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("photos=''", "Invalid photos: \"\" (must not be blank)"),
        mistake("photos=[a]", "Invalid photos: a list (must be a text)"),
        mistake("layers=[]", "Invalid layers: [] (must be all, or name at least one)"),
        mistake("layers={}", "Invalid mix: [] (must be at least one layer)"),
        mistake(
            "layers=[[a]]",
            "Invalid layers: a list (must be all, a name, or a list of names and mixes such as"
                + " {conv1: 0.7, conv2/5: 0.3})"),
        mistake(
            "layers=' '",
            "Invalid layers: \" \" (must be all, a name, or a list of names and mixes such as"
                + " {conv1: 0.7, conv2/5: 0.3})"),
        mistake("layers=[{a: 0}]", "Invalid mix weight: 0 (must be more than 0)"),
        mistake("layers=[{a: much}]", "Invalid layers.a: much (must be a number)"),
        mistake("guide=''", "Invalid guide: \"\" (must not be blank)"),
        mistake("pixel-limit=0", "Invalid pixel-limit: 0 (must be between 1 and 2147483647)"),
        mistake("pixel-limit=1.5", "Invalid pixel-limit: 1.5 (must be a whole number)"),
        mistake("strict=1", "Invalid strict: 1 (must be true or false)"),
        mistake(
            "include=[]",
            "Invalid include: [] (must be a pattern such as 'trip/**', or a list of them)"),
        mistake(
            "exclude=' '",
            "Invalid exclude: \" \" (must be a pattern such as 'trip/**', or a list of them)"),
        mistake(
            "exclude=[a, [b]]",
            "Invalid exclude: a list (must be a pattern such as 'trip/**', or a list of them)"),
        mistake(
            "exclude=/home/a/*.jpg",
            "Invalid exclude: /home/a/*.jpg (must be as seen from the folder of the photos, such as"
                + " 'trip/**')"),
        mistake(
            "include=s3a://b/p/*.jpg",
            "Invalid include: s3a://b/p/*.jpg (must be as seen from the folder of the photos, such as"
                + " 'trip/**')"),
        mistake("tour=1", "Invalid tour: 1 (must be true or false)"),
        mistake("metadata=some", "Invalid metadata: some (must be all, safe or none)"),
        mistake(
            "strip-metadata=true",
            "Invalid key: strip-metadata (must be metadata, which is all, safe or none; true was"
                + " none, false was all)"),
        mistake("recipe.octaves=0", "Invalid recipe.octaves: 0 (must be between 1 and 20)"),
        mistake("recipe.ratio=1", "Invalid recipe.ratio: 1 (must be between 1.1 and 4)"),
        mistake("recipe.steps=0", "Invalid recipe.steps: 0 (must be between 1 and 10000)"),
        mistake("recipe.step=0", "Invalid recipe.step: 0 (must be more than 0)"),
        mistake("recipe.jitter=-1", "Invalid recipe.jitter: -1 (must be between 0 and 4096)"),
        mistake("recipe.smoothing=65", "Invalid recipe.smoothing: 65 (must be between 0 and 64)"),
        mistake("recipe.tile=31", "Invalid recipe.tile: 31 (must be between 32 and 4096)"),
        mistake("recipe.blend=2", "Invalid recipe.blend: 2 (must be between 0 and 1)"),
        mistake("recipe.blend=half", "Invalid recipe.blend: half (must be a number)"),
        mistake("seed=x", "Invalid seed: x (must be a whole number)"),
        mistake("output=''", "Invalid output: \"\" (must not be blank)"),
        mistake(
            "recipe.size=3",
            "Unknown key: recipe.size (known: octaves, ratio, steps, step, jitter,"
                + " smoothing, tile, blend, precision)"),
        mistake(
            "units=3",
            "Unknown key: units (known: job, network, weights, preprocessing, labels, photos, include,"
                + " exclude, strict, layers, guide, tour, recipe, pixel-limit, metadata, seed, output)"));
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
    assertThatThrownBy(() -> read(LEAST + "recipe:\n  octaves: 0\n"))
        .hasMessage("x.yaml:7: Invalid recipe.octaves: 0 (must be between 1 and 20)");
    assertThatThrownBy(() -> read(LEAST.replace("photos: p\n", "")))
        .hasMessage("x.yaml: Missing key: photos");
    assertThatThrownBy(() -> read(LEAST.replace("layers: conv1\n", "")))
        .hasMessage("x.yaml: Missing key: layers");
  }

  private static Arguments mistake(String setting, String message) {
    return Arguments.of(setting, message);
  }

  private static DreamJob read(String text, String... settings) {
    return DreamJob.FORM.read("x.yaml", text, List.of(settings));
  }
}
