package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.spec.DreamJob.Emphasis;
import phosphene.spec.FlightJob.Cruise;
import phosphene.spec.FlightJob.Flying;
import phosphene.spec.FlightJob.Route;
import phosphene.spec.FlightRecipe.Hold;
import phosphene.spec.FlightRecipe.Look;
import phosphene.spec.Keyframe.Ease;

/** Flight jobs as files write them: defaults, every key, every mistake. */
class FlightJobTest {
  private static final String LEAST = "job: flight\nnetwork: vgg19\nunits: conv1/3\noutput: out\n";

  private static FlightJob read(String text, String... settings) {
    return FlightJob.FORM.read("x.yaml", text, List.of(settings));
  }

  private static Mix unit(String layer, int channel) {
    return new Mix(List.of(new Mix.Term(layer, Optional.of(channel), 1)));
  }

  @Test
  void whatIsLeftOutHasTheseDefaults() {
    assertThat(read(LEAST))
        .isEqualTo(
            new FlightJob(
                new NetworkRef("vgg19", Optional.empty(), Optional.empty(), "x.yaml:2"),
                new Flying(
                    new Route.Each(
                        List.of(new Emphasis(unit("conv1", 3), "x.yaml:3")),
                        new Cruise(new Motion(1.35, 0, 0, 0), 4)),
                    10,
                    1,
                    Optional.empty()),
                FlightRecipe.standard(),
                42,
                "out"));
    assertThat(FlightRecipe.standard().json())
        .isEqualTo(
            "{\"blend\":0,\"contrast\":0.2,\"first\":128,\"fps\":24,"
                + "\"optimizer\":{\"adam\":{\"rate\":0.05}},\"parameterization\":{\"fourier\":"
                + "{\"color\":\"decorrelated\",\"cut\":0.28,\"decay\":1.2,"
                + "\"deviation\":0.01,\"headroom\":0.02}},"
                + "\"saturation\":0.12,\"size\":256,\"transforms\":[{\"pad\":8},{\"jitter\":8},"
                + "{\"scale\":[0.95,1.05]},{\"rotate\":5}]}");
  }

  @Test
  void everyKeyCounts() {
    FlightJob job =
        read(
            """
            job: flight
            network: mine
            weights: w
            preprocessing: signed
            keyframes:
              - {at: 0, units: conv1/3}
              - {at: 2.5, units: {conv2: 1, conv3/4: 3}, motion: spin, zoom: 0.9, move: [0.1, -0.2], steps: 7, ease: smooth}
            motion: drift
            rotate: 5
            steps: 2
            seconds: 6
            seeds: 3
            start: s3a://b/p.jpg
            recipe: {size: 64, fps: 30, first: 9, parameterization: pixels, transforms: none, optimizer: {adam: {rate: 0.1}}, contrast: 0.1, saturation: 0, blend: 0.3}
            seed: -1
            output: o
            """);

    assertThat(job)
        .isEqualTo(
            new FlightJob(
                new NetworkRef(
                    "mine", Optional.of("w"), Optional.of(Normalization.Named.SIGNED), "x.yaml:2"),
                new Flying(
                    new Route.Along(
                        List.of(
                            new Keyframe(
                                0,
                                unit("conv1", 3),
                                new Motion(1, 5, 0.12, 0.05),
                                2,
                                Ease.LINEAR,
                                "x.yaml:6"),
                            new Keyframe(
                                2.5,
                                new Mix(
                                    List.of(
                                        new Mix.Term("conv2", Optional.empty(), 1),
                                        new Mix.Term("conv3", Optional.of(4), 3))),
                                new Motion(0.9, 24, 0.1, -0.2),
                                7,
                                Ease.SMOOTH,
                                "x.yaml:7"))),
                    6,
                    3,
                    Optional.of("s3a://b/p.jpg")),
                new FlightRecipe(
                    64,
                    30,
                    9,
                    new Look(
                        new Parameterization.Pixels(0.01, ColorSpace.DECORRELATED, 0.02),
                        List.of(),
                        new Optimizer.Adam(0.1)),
                    new Hold(0.1, 0, 0.3)),
                -1,
                "o"));
    assertThat(read(job.json()).json()).isEqualTo(job.json());
  }

  @Test
  void oneFlightMayGoThroughManyUnitsOrLayers() {
    String least = LEAST.replace("units: conv1/3", "through: %s");
    assertThat(((Route.Through) read(least.replace("%s", "layers")).flying().route()).stops())
        .isEmpty();
    FlightJob job = read(least.replace("%s", "[conv1/3, {conv2: 1, conv3: 1}]"));
    assertThat(((Route.Through) job.flying().route()).stops())
        .extracting(stop -> stop.mix().name())
        .containsExactly("conv1.3", "conv2@1+conv3@1");
    assertThat(read(job.json()).json()).isEqualTo(job.json());
  }

  @ParameterizedTest
  @EnumSource(Motion.Preset.class)
  void everyPresetIsAMotion(Motion.Preset preset) {
    String word = preset.name().toLowerCase(java.util.Locale.ROOT);
    assertThat(((Route.Each) read(LEAST, "motion=" + word).flying().route()).cruise().motion())
        .isEqualTo(preset.motion());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "keyframes: [{at: 0, units: a}]",
            "x.yaml:3: Invalid units: beside keyframes"
                + " (must be the only one of keyframes, through or units)"),
        mistake(
            "motion: fly",
            "x.yaml:5: Invalid motion: fly (must be still, zoom, spin, drift or spiral)"),
        mistake("zoom: -2", "x.yaml:5: Invalid zoom: -2 (must be between 0.1 and 10)"),
        mistake("zoom: 0", "x.yaml:5: Invalid zoom: 0 (must be between 0.1 and 10)"),
        mistake(
            "move: 3",
            "x.yaml:5: Invalid move: 3 (must be two numbers, to the right and down, such as [0.1, 0])"),
        mistake("steps: 0", "x.yaml:5: Invalid steps: 0 (must be between 1 and 1000)"),
        mistake("seconds: 0", "x.yaml:5: Invalid seconds: 0 (must be more than 0)"),
        mistake("seconds: 86401", "x.yaml:5: Invalid seconds: 86401 (must be between 0 and 86400)"),
        mistake(
            "recipe: {fps: 60}\nseconds: 3600.5",
            "x.yaml:6: Invalid seconds: 3600.5 (must be at most 200000 frames of a flight; at 60 a"
                + " second it has 216030)"),
        mistake("seeds: 0", "x.yaml:5: Invalid seeds: 0 (must be between 1 and 1000)"),
        mistake(
            "recipe: {size: 255}", "x.yaml:5: Invalid recipe.size: 255 (must be even: films are)"),
        mistake(
            "recipe: {size: 16}",
            "x.yaml:5: Invalid recipe.size: 16 (must be between 32 and 2048)"),
        mistake("recipe: {fps: 0}", "x.yaml:5: Invalid recipe.fps: 0 (must be between 1 and 120)"),
        mistake(
            "recipe: {first: 0}",
            "x.yaml:5: Invalid recipe.first: 0 (must be between 1 and 100000)"),
        mistake(
            "recipe: {contrast: 0.5}",
            "x.yaml:5: Invalid recipe.contrast: 0.5 (must be between 0 and 0.4)"),
        mistake(
            "recipe: {saturation: -1}",
            "x.yaml:5: Invalid recipe.saturation: -1 (must be between 0 and 0.4)"),
        mistake(
            "recipe: {blend: 1}", "x.yaml:5: Invalid recipe.blend: 1 (must be between 0 and 0.95)"),
        mistake(
            "recipe: {frames: 1}",
            "x.yaml:5: Unknown key: recipe.frames (known: size, fps, first,"
                + " parameterization, transforms, optimizer, contrast, saturation, blend, precision)"));
  }

  private static Arguments mistake(String line, String message) {
    return Arguments.of(line, message);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreToldWithTheirPlace(String line, String message) {
    refused(LEAST + line, message);
  }

  static Stream<Arguments> keyframes() {
    return Stream.of(
        mistake(
            "[]",
            "x.yaml:3: Invalid keyframes: [] (must be a list such as [{at: 0, units:"
                + " block3_conv3/223}, {at: 5, units: ...}])"),
        mistake("[{units: a}]", "x.yaml:3: Missing key: keyframes.at"),
        mistake(
            "[{at: 0, units: {a: 0}}]", "x.yaml:3: Invalid mix weight: 0 (must be more than 0)"),
        mistake("[{at: 1}]", "x.yaml:3: Missing key: keyframes.units"),
        mistake("[{at: -1, units: a}]", "x.yaml:3: Invalid at: -1 (must be between 0 and 86400)"),
        mistake(
            "[{at: 3, units: a}, {at: 2, units: b}]",
            "x.yaml:3: Invalid keyframes.at: 2 (must be"
                + " later than the keyframe before, at 3)"),
        mistake(
            "[{at: 0, units: a, zoom: -1}]",
            "x.yaml:3: Invalid zoom: -1 (must be between 0.1 and 10)"),
        mistake(
            "[{at: 0, units: a, ease: slow}]",
            "x.yaml:3: Invalid keyframes.ease: slow (must be" + " linear, smooth or hold)"),
        mistake(
            "[{at: 11, units: a}]",
            "x.yaml:3: Invalid seconds: 10.0 (must be between that of the"
                + " last keyframe, 11.0, and 86400)"));
  }

  @ParameterizedTest
  @MethodSource("keyframes")
  void mistakesInKeyframesAreToldWithTheirPlace(String keyframes, String message) {
    refused(LEAST.replace("units: conv1/3", "keyframes: " + keyframes), message);
  }

  @Test
  void timesAreToldWithTheirPlaceInBlocksToo() {
    refused(
        LEAST.replace("units: conv1/3", "keyframes:\n  - at: 11\n    units: a"),
        "x.yaml:4: Invalid seconds: 10.0 (must be between that of the last keyframe, 11.0, and"
            + " 86400)");
    refused(
        LEAST.replace(
            "units: conv1/3", "keyframes:\n  - at: 3\n    units: a\n  - units: b\n    at: 2"),
        "x.yaml:7: Invalid keyframes.at: 2 (must be later than the keyframe before, at 3)");
  }

  @Test
  void twoHundredThousandFramesAreTheMost() {
    FlightJob job = read(LEAST + "recipe: {fps: 100}\nseconds: 2000");
    assertThat(job.flying().seconds() * job.recipe().fps()).isEqualTo(200_000);
  }

  @Test
  void aDayIsTheMostOfKeyframesToo() {
    refused(
        LEAST.replace("units: conv1/3", "keyframes: [{at: 0, units: a}]") + "seconds: 100000",
        "x.yaml:5: Invalid seconds: 100000 (must be between 0 and 86400)");
  }

  @Test
  void aJobWithoutAWayIsRefused() {
    refused(
        LEAST.replace("units: conv1/3\n", ""), "x.yaml: Missing key: keyframes, through or units");
  }

  @Test
  void aMarginIsNoTransformOfAFlight() {
    refused(
        LEAST + "recipe: {transforms: [{margin: 8}, {jitter: 8}]}",
        "x.yaml:5: Invalid recipe.transforms: margin (must be pad, jitter, scale or rotate)");
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(SpecException.class).hasMessage(message);
  }
}
