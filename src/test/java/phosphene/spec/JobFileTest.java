package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.job.JobKinds;
import phosphene.spec.Normalization.PerChannel;
import phosphene.spec.Selection.All;
import phosphene.spec.Selection.Some;
import phosphene.spec.Selection.Term;

class JobFileTest {
  private static final String LEAST =
      """
      job: atlas
      network: vgg19
      output: out/vgg19
      """;

  @Test
  void aJobThatNamesTheLeastHasTheseDefaults() {
    assertThat(read(LEAST))
        .isEqualTo(
            new AtlasJob(
                new NetworkRef("vgg19", Optional.empty(), Optional.empty(), "x.yaml:2"),
                List.of(
                    new Rendering(
                        "default",
                        new Objective(
                            new Objective.Kind.Channel(), Objective.Sign.POSITIVE, Tap.PRE),
                        new Recipe(
                            128,
                            new Parameterization.Fourier(
                                1.2, 0.01, ColorSpace.DECORRELATED, 0.28, 0.02),
                            List.of(
                                new Transform.Margin(12),
                                new Transform.Jitter(8),
                                new Transform.Scale(0.9, 1.1),
                                new Transform.Rotate(10),
                                new Transform.Jitter(4)),
                            new Optimizer.AdamMini(0.3, 0.2),
                            new Effort(128, 1, 2, 16, new Schedule.Annealed(0.2, 0.03, 0.25, 1))),
                        42,
                        new AtlasJob.Units(new All(), new All()))),
                Optional.empty(),
                Optional.empty(),
                "out/vgg19"));
  }

  @Test
  void everyKeyMapsToItsValue() {
    Job job =
        read(
            """
            job: atlas
            network: mine
            weights: random:-7
            preprocessing: {mean: [103.939, 116.779, 123.68], std: 2, range: 255, order: bgr}
            labels: my/labels.txt
            layers: [block3_*, block4_conv1]
            units:
              - 223
              - 0-7
              - Egyptian_cat
            objective: class
            negative: true
            tap: post
            recipe:
              size: 64
              steps: 2
              attempts: 3
              retries: 4
              redirect: 5
              schedule: {annealed: {hold: 0.5, end: 0.25, still: 0, contrast: 1}}
              parameterization: {pixels: {deviation: 0.5, color: rgb, headroom: 0.1}}
              transforms: [{rotate: 1.5}, {pad: 2}, {scale: [0.5, 2]}, {jitter: 1}]
              optimizer: {adam: {rate: 1e-2}}
            dataset: s3a://gallery/scans
            judge: {network: squeezenet, weights: s.npz, labels: names.json}
            seed: -9223372036854775808
            output: s3a://gallery/mine
            """);
    assertThat(job)
        .isEqualTo(
            new AtlasJob(
                new NetworkRef(
                    "mine",
                    Optional.of("random:-7"),
                    Optional.of(
                        new Normalization.Stated(
                            PerChannel.of(List.of(103.939, 116.779, 123.68)),
                            PerChannel.of(2),
                            255,
                            Normalization.Order.BGR)),
                    Optional.of("my/labels.txt"),
                    "x.yaml:2"),
                List.of(
                    new Rendering(
                        "default",
                        new Objective(
                            new Objective.Kind.Logit(), Objective.Sign.NEGATIVE, Tap.POST),
                        new Recipe(
                            64,
                            new Parameterization.Pixels(0.5, ColorSpace.RGB, 0.1),
                            List.of(
                                new Transform.Rotate(1.5),
                                new Transform.Pad(2),
                                new Transform.Scale(0.5, 2),
                                new Transform.Jitter(1)),
                            new Optimizer.Adam(0.01),
                            new Effort(2, 3, 4, 5, new Schedule.Annealed(0.5, 0.25, 0, 1))),
                        Long.MIN_VALUE,
                        new AtlasJob.Units(
                            some(term("block3_*", 6), term("block4_conv1", 6)),
                            some(term("223", 8), term("0-7", 9), term("Egyptian_cat", 10))))),
                Optional.of("s3a://gallery/scans"),
                Optional.of(
                    new NetworkRef(
                        "squeezenet",
                        Optional.of("s.npz"),
                        Optional.empty(),
                        Optional.of("names.json"),
                        "x.yaml:25")),
                "s3a://gallery/mine"));
  }

  @Test
  void aWordStandsForAVariantWithItsDefaults() {
    assertThat(
            recipe(
                "recipe: {parameterization: pixels, transforms: [jitter, scale], optimizer: adam}"))
        .isEqualTo(
            new Recipe(
                128,
                new Parameterization.Pixels(0.01, ColorSpace.DECORRELATED, 0.02),
                List.of(new Transform.Jitter(8), new Transform.Scale(0.9, 1.1)),
                new Optimizer.Adam(0.05),
                Recipe.standard().effort()));
  }

  @Test
  void parametersThatAVariantLeavesOutHaveTheirDefaults() {
    assertThat(recipe("recipe: {parameterization: {fourier: {decay: 2}}}").parameterization())
        .isEqualTo(new Parameterization.Fourier(2, 0.01, ColorSpace.DECORRELATED, 0.28, 0.02));
    assertThat(recipe("recipe: {parameterization: {fourier: {}}, transforms: none}"))
        .isEqualTo(
            new Recipe(
                128,
                new Parameterization.Fourier(1.2, 0.01, ColorSpace.DECORRELATED, 0.28, 0.02),
                List.of(),
                new Optimizer.AdamMini(0.3, 0.2),
                Recipe.standard().effort()));
  }

  @Test
  void oneTermNeedsNoListAndMayBeInQuotes() {
    assertThat(atlas(LEAST + "layers: 'block1_conv1'\nunits: 0-63").rendering().units())
        .isEqualTo(new AtlasJob.Units(some(term("block1_conv1", 4)), some(term("0-63", 5))));
    assertThat(atlas(LEAST + "layers: \"all\"\nunits: all").rendering().units())
        .isEqualTo(new AtlasJob.Units(new All(), new All()));
  }

  @Test
  void anchorsRepeatAValue() {
    assertThat(atlas(LEAST + "layers: &a [conv1]\nunits: *a").rendering().units())
        .isEqualTo(new AtlasJob.Units(some(term("conv1", 4)), some(term("conv1", 4))));
  }

  @Test
  void aByteOrderMarkAndWindowsLinesMakeNoDifference() {
    assertThat(read("\uFEFF" + LEAST.replace("\n", "\r\n"))).isEqualTo(read(LEAST));
  }

  /** Each option beside the key and the value that canonical JSON then has. */
  private static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("network=squeezenet", "\"network\":\"squeezenet\""),
              Map.entry("preprocessing=signed", "\"preprocessing\":\"signed\""),
              Map.entry("preprocessing.std=0.5", "\"std\":0.5"),
              Map.entry("labels=s3a://b/l.txt", "\"labels\":\"s3a://b/l.txt\""),
              Map.entry("weights=s3a://b/w.h5", "\"weights\":\"s3a://b/w.h5\""),
              Map.entry("layers=[block3_conv3]", "\"layers\":[\"block3_conv3\"]"),
              Map.entry("units=[223, 0-7]", "\"units\":[\"223\",\"0-7\"]"),
              Map.entry("objective=neuron", "\"objective\":{\"neuron\":{\"x\":0.5,\"y\":0.5}}"),
              Map.entry("negative=true", "\"negative\":true"),
              Map.entry("renderings.deep.recipe.steps=64", "\"steps\":64"),
              Map.entry(
                  "judge={network: squeezenet, weights: s.npz}",
                  "\"judge\":{\"network\":\"squeezenet\",\"weights\":\"s.npz\"}"),
              Map.entry("dataset=s3a://b/s", "\"dataset\":\"s3a://b/s\""),
              Map.entry("tap=post", "\"tap\":\"post\""),
              Map.entry("seed=9223372036854775807", "\"seed\":9223372036854775807"),
              Map.entry("output=a=b", "\"output\":\"a=b\""),
              Map.entry("recipe.size=64", "\"size\":64"),
              Map.entry("recipe.steps=64", "\"steps\":64"),
              Map.entry("recipe.attempts=3", "\"attempts\":3"),
              Map.entry("recipe.retries=0", "\"retries\":0"),
              Map.entry("recipe.redirect=0", "\"redirect\":0"),
              Map.entry("recipe.schedule.annealed.hold=0.5", "\"hold\":0.5"),
              Map.entry("recipe.precision=bf16", "\"precision\":\"bf16\""),
              Map.entry("recipe.transparency=true", "\"transparency\":true"),
              Map.entry("recipe.regularizers=[{tv: 0.2}]", "\"regularizers\":[{\"tv\":0.2}]"),
              Map.entry("recipe.parameterization.fourier.decay=2", "\"decay\":2"),
              Map.entry("recipe.transforms=[{pad: 4}]", "\"transforms\":[{\"pad\":4}]"),
              Map.entry("recipe.optimizer.adam.rate=0.1", "\"rate\":0.1")));

  @Test
  void settingsReachEveryKey() {
    SETTINGS.forEach(
        (setting, json) -> {
          assertThat(read(LEAST).json()).doesNotContain(json);
          assertThat(read(LEAST, setting).json()).contains(json);
        });
    assertThat(SETTINGS.keySet().stream().map(setting -> setting.split("[.=]", 2)[0]).distinct())
        .containsAll(AtlasJobForm.KEYS.stream().filter(key -> !key.equals("job")).toList());
    assertThat(
            SETTINGS.keySet().stream()
                .filter(setting -> setting.startsWith("recipe."))
                .map(setting -> setting.split("[.=]", 3)[1]))
        .containsExactlyInAnyOrderElementsOf(RecipeForm.KEYS);
  }

  @Test
  void settingsReplaceWhatTheFileSaysAndLeaveTheRest() {
    String file = LEAST + "recipe: {steps: 8, size: 32, parameterization: fourier}";
    assertThat(
            read(
                file,
                "recipe.steps=9",
                "recipe.parameterization.fourier.deviation=1",
                "recipe.steps=10"))
        .isEqualTo(
            read(
                LEAST
                    + "recipe: {steps: 10, size: 32,"
                    + " parameterization: {fourier: {deviation: 1}}}"));
    assertThat(read("job: atlas\nnetwork: vgg19", "output=o"))
        .isEqualTo(read("job: atlas\nnetwork: vgg19\noutput: o"));
  }

  @Test
  void aTermThatASettingNamesHasTheSettingAsItsPlace() {
    assertThat(((AtlasJob) read(LEAST, "units=[1]")).rendering().units().channels())
        .isEqualTo(some(new Term("1", "--set units=[1]")));
  }

  @Test
  void aJobIsItsOwnCanonicalJson() {
    String json = read(LEAST).json();
    assertThat(json)
        .isEqualTo(
            "{\"job\":\"atlas\",\"network\":\"vgg19\",\"output\":\"out/vgg19\","
                + "\"renderings\":{\"default\":{\"layers\":\"all\",\"negative\":false,"
                + "\"objective\":\"channel\",\"recipe\":"
                + Recipe.standard().json()
                + ",\"seed\":42,\"tap\":\"pre\",\"units\":\"all\"}}}");
    assertThat(read(json)).isEqualTo(read(LEAST.replace("\n", ", ").transform(s -> "{" + s + "}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layers: [a*, 'b c', \"\\u00fc\\\"\"]",
        "units: [223, 0-7, Egyptian_cat]",
        "weights: random:5",
        "preprocessing: torch",
        "preprocessing: {mean: 0.5, std: [0.25, 0.5, 1]}",
        "preprocessing: {range: 255, order: bgr}",
        "preprocessing: {}",
        "labels: a/b.json",
        "negative: true",
        "recipe: {transforms: none, size: 64}"
      })
  void readingTheJsonOfAJobGivesThatJson(String line) {
    String json = read(LEAST + line).json();
    assertThat(read(json).json()).isEqualTo(json);
    assertThat(json).isNotEqualTo(read(LEAST).json());
  }

  @Test
  void jsonMayBeLong() {
    List<Integer> channels = IntStream.range(0, 5000).boxed().toList();
    AtlasJob job = atlas(read(LEAST, "units=" + channels).json());
    assertThat(job.rendering().units().channels().channels("fc", 5000)).isEqualTo(channels);
  }

  private static Job read(String text, String... settings) {
    return JobKinds.file().read("x.yaml", text, List.of(settings));
  }

  private static AtlasJob atlas(String text) {
    return (AtlasJob) read(text);
  }

  private static Recipe recipe(String line) {
    return atlas(LEAST + line).rendering().recipe();
  }

  private static Some some(Term... terms) {
    return new Some(List.of(terms));
  }

  private static Term term(String text, int line) {
    return new Term(text, "x.yaml:" + line);
  }
}
