package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.job.JobKinds;

/** Every mistake in a job file, by its exact message. */
class JobFileMistakesTest {
  private static final String LEAST = "job: atlas\nnetwork: vgg19\noutput: out/vgg19\n";

  /** A fourth line, and what is said about it. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("seed: 1.5", "Invalid seed: 1.5 (must be a whole number)"),
        mistake("seed: '1'", "Invalid seed: \"1\" (must be a whole number)"),
        mistake("seed: 0x1f", "Invalid seed: 0x1f (must be a whole number)"),
        mistake("seed:", "Invalid seed: nothing (must be a whole number)"),
        mistake(
            "seed: 9223372036854775808",
            "Invalid seed: 9223372036854775808 (must be a whole number between"
                + " -9223372036854775808 and 9223372036854775807)"),
        mistake("weights: [a]", "Invalid weights: a list (must be a text)"),
        mistake("weights: ~", "Invalid weights: nothing (must be a text)"),
        mistake("weights: ''", "Invalid weights: \"\" (must not be blank)"),
        mistake(
            "weights: random:x",
            "Invalid weights: random:x (must be a path, a URI or random:SEED, SEED a whole"
                + " number)"),
        mistake("labels: [a]", "Invalid labels: a list (must be a text)"),
        mistake("labels: ' '", "Invalid labels: \" \" (must not be blank)"),
        mistake("preprocessing: imagenet", preprocessing("imagenet")),
        mistake("preprocessing: Unit", preprocessing("Unit")),
        mistake("preprocessing:", preprocessing("nothing")),
        mistake("preprocessing: [0.5]", preprocessing("a list")),
        mistake(
            "preprocessing: {means: 0.5}",
            "Unknown key: preprocessing.means (did you mean mean? known: mean, std, range, order)"),
        pixels("mean: half", "Invalid preprocessing.mean: half (must be a number)"),
        pixels("mean: []", "Invalid preprocessing.mean: [] (" + EACH),
        pixels("std: {a: 1}", "Invalid preprocessing.std: a mapping (" + EACH),
        pixels("mean: [0.5, x]", "Invalid preprocessing.mean: x (must be a number)"),
        pixels("mean: [.nan]", "Invalid preprocessing.mean: .nan (must be a finite number)"),
        pixels("std: 0", "Invalid preprocessing.std: 0 (must be more than 0)"),
        pixels("std: [1, 0, 1]", "Invalid preprocessing.std: 0 (must be more than 0)"),
        pixels("std: -0.5", "Invalid preprocessing.std: -0.5 (must be more than 0)"),
        pixels("range: 0", "Invalid preprocessing.range: 0 (must be more than 0)"),
        pixels("range: [0, 1]", "Invalid preprocessing.range: a list (must be a number)"),
        pixels("order: grb", "Invalid preprocessing.order: grb (must be rgb or bgr)"),
        mistake("layers: []", "Invalid layers: [] (must be all, or name at least one)"),
        mistake(
            "layers: {a: 1}",
            "Invalid layers: a mapping (must be all, a name or number, or a list of them)"),
        mistake(
            "layers: [a, [b]]",
            "Invalid layers: a list (must be all, a name or number, or a list of them)"),
        mistake(
            "layers: [' ']",
            "Invalid layers: \" \" (must be all, a name or number, or a list of them)"),
        mistake(
            "units: [1, null]",
            "Invalid units: nothing (must be all, a name or number, or a list of them)"),
        mistake("units: []", "Invalid units: [] (must be all, or name at least one)"),
        mistake("units: 5-2", unit("5-2")),
        mistake("units: -1", unit("-1")),
        mistake("units: [0-7, 1.5]", unit("1.5")),
        mistake("units: 0..63", unit("0..63")),
        mistake("units: 1-2-3", unit("1-2-3")),
        mistake(
            "objective: chanel",
            "Invalid objective: chanel (must be channel, neuron, class, direction, joint, diversity, interpolation, caricature, accentuation or inversion)"),
        mistake(
            "objective: Class",
            "Invalid objective: Class (must be channel, neuron, class, direction, joint, diversity, interpolation, caricature, accentuation or inversion)"),
        mistake("negative: yes", "Invalid negative: yes (must be true, false or both)"),
        mistake("negative: 'true'", "Invalid negative: \"true\" (must be true, false or both)"),
        mistake("tap: both", "Invalid tap: both (must be pre or post)"),
        mistake(
            "recipe: quick",
            "Invalid recipe: quick (must be " + Scalars.oneOf(NamedRecipe.NAMES) + ")"),
        mistake(
            "recipe:",
            "Invalid recipe: nothing (must be " + Scalars.oneOf(NamedRecipe.NAMES) + ")"),
        recipe("steps: many", "Invalid recipe.steps: many (must be a whole number)"),
        recipe("steps: [1]", "Invalid recipe.steps: a list (must be a whole number)"),
        recipe("steps: 0", "Invalid recipe.steps: 0 (must be between 1 and 1000000)"),
        recipe(
            "steps: 2147483648",
            "Invalid recipe.steps: 2147483648 (must be a whole number between -2147483648 and"
                + " 2147483647)"),
        recipe("size: 15", "Invalid recipe.size: 15 (must be between 16 and 4096)"),
        recipe("attempts: 101", "Invalid recipe.attempts: 101 (must be between 1 and 100)"),
        recipe("retries: 9", "Invalid recipe.retries: 9 (must be between 0 and 8)"),
        recipe("redirect: -1", "Invalid recipe.redirect: -1 (must be between 0 and 1000000)"),
        recipe(
            "parameterization: wavelet",
            "Invalid recipe.parameterization: wavelet (must be fourier, maco or pixels)"),
        recipe(
            "parameterization: {}",
            "Invalid recipe.parameterization: {} (must be fourier, maco or pixels)"),
        recipe(
            "parameterization: {wavelet: {}}",
            "Invalid recipe.parameterization: wavelet (must be fourier, maco or pixels)"),
        recipe(
            "parameterization: {pixels: {}, fourier: {}}",
            "Invalid recipe.parameterization: pixels and fourier (must be one of them)"),
        recipe(
            "parameterization: {fourier: 2}",
            "Invalid recipe.parameterization.fourier: 2 (must be a mapping of keys to values)"),
        recipe(
            "parameterization: {fourier: {decay: 5}}",
            "Invalid recipe.parameterization.fourier.decay: 5 (must be between 0 and 4)"),
        recipe(
            "parameterization: {fourier: {deviation: 0}}",
            "Invalid recipe.parameterization.fourier.deviation: 0 (must be more than 0)"),
        recipe(
            "parameterization: {pixels: {deviation: -1}}",
            "Invalid recipe.parameterization.pixels.deviation: -1 (must be more than 0)"),
        recipe(
            "parameterization: {pixels: {color: grey}}",
            "Invalid recipe.parameterization.pixels.color: grey (must be decorrelated or rgb)"),
        recipe(
            "parameterization: {fourier: {colour: rgb}}",
            "Unknown key: recipe.parameterization.fourier.colour (did you mean color? known:"
                + " decay, deviation, color, cut, headroom)"),
        recipe("transforms: []", transforms("[]")),
        recipe("transforms: jitter", transforms("jitter")),
        recipe(
            "transforms: [shake]",
            "Invalid recipe.transforms: shake (must be margin, pad, jitter, scale, rotate, crops or noise)"),
        recipe(
            "transforms: [{pad: 1.5}]",
            "Invalid recipe.transforms.pad: 1.5 (must be a whole number)"),
        recipe(
            "transforms: [{pad: -1}]",
            "Invalid recipe.transforms.pad: -1 (must be between 0 and 4096)"),
        recipe(
            "transforms: [{jitter: 5000}]",
            "Invalid recipe.transforms.jitter: 5000 (must be between 0 and 4096)"),
        recipe(
            "transforms: [{scale: 0.9}]",
            "Invalid recipe.transforms.scale: 0.9 (must be [low, high])"),
        recipe(
            "transforms: [{scale: [1]}]",
            "Invalid recipe.transforms.scale: a list (must be [low, high])"),
        recipe(
            "transforms: [{scale: [0.01, 1]}]",
            "Invalid recipe.transforms.scale low: 0.01 (must be between 0.1 and 10)"),
        recipe(
            "transforms: [{scale: [1, 0.5]}]",
            "Invalid recipe.transforms.scale high: 0.5 (must be between 1 and 10)"),
        recipe(
            "transforms: [{rotate: 181}]",
            "Invalid recipe.transforms.rotate: 181 (must be between 0 and 180)"),
        recipe("schedule: cosine", "Invalid recipe.schedule: cosine (must be plain or annealed)"),
        recipe(
            "schedule: {annealed: {hold: 2}}",
            "Invalid recipe.schedule.annealed.hold: 2 (must be between 0 and 1)"),
        recipe(
            "schedule: {annealed: {end: -1}}",
            "Invalid recipe.schedule.annealed.end: -1 (must be between 0 and 1)"),
        recipe(
            "schedule: {annealed: {still: 1.5}}",
            "Invalid recipe.schedule.annealed.still: 1.5 (must be between 0 and 1)"),
        recipe(
            "schedule: {annealed: {contrast: 0.5}}",
            "Invalid recipe.schedule.annealed.contrast: 0.5 (must be between 1 and 100)"),
        recipe(
            "optimizer: {adam-mini: {decay: -1}}",
            "Invalid recipe.optimizer.adam-mini.decay: -1 (must be between 0 and 1)"),
        recipe(
            "optimizer: sgd", "Invalid recipe.optimizer: sgd (must be adam, adam-mini or nadam)"),
        recipe(
            "optimizer: {adam: {rate: fast}}",
            "Invalid recipe.optimizer.adam.rate: fast (must be a number)"),
        recipe(
            "optimizer: {adam: {rate: [1]}}",
            "Invalid recipe.optimizer.adam.rate: a list (must be a number)"),
        recipe(
            "optimizer: {adam: {rate: .nan}}",
            "Invalid recipe.optimizer.adam.rate: .nan (must be a finite number)"),
        recipe(
            "optimizer: {adam: {rate: -.inf}}",
            "Invalid recipe.optimizer.adam.rate: -.inf (must be a finite number)"),
        recipe(
            "optimizer: {adam: {rate: 1e999}}",
            "Invalid recipe.optimizer.adam.rate: 1e999 (must be a finite number)"),
        recipe(
            "optimizer: {adam: {rate: 0}}",
            "Invalid recipe.optimizer.adam.rate: 0 (must be more than 0)"),
        recipe(
            "step: 1",
            "Unknown key: recipe.step (did you mean steps? known: name, size, steps, attempts, retries,"
                + " redirect, schedule, parameterization, transforms, optimizer, precision, transparency, regularizers)"),
        mistake("dataset: ''", "Invalid dataset: \"\" (must not be blank)"),
        mistake("dataset: [a]", "Invalid dataset: a list (must be a text)"),
        mistake(
            "zebra: 1",
            "Unknown key: zebra (known: job, network, weights, preprocessing, labels, layers, units, objective, negative,"
                + " tap, recipe, seed, renderings, dataset, judge, output)"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsLineItsValueAndTheRule(String line, String message) {
    refused(LEAST + line, "jobs/x.yaml:4: " + message);
  }

  @Test
  void aMistakeInABlockIsNamedWithItsOwnLine() {
    String block =
        """
        recipe:
          size: 64

          steps: 0
        """;
    refused(
        LEAST + block, "jobs/x.yaml:7: Invalid recipe.steps: 0 (must be between 1 and 1000000)");
    refused(
        LEAST + "recipe:\n  transforms:\n    - pad: 4\n    - scale:\n        - 0\n        - 1",
        "jobs/x.yaml:7: Invalid recipe.transforms.scale low: 0 (must be between 0.1 and 10)");
    refused(
        LEAST + "recipe:\n  optimizer:\n    adam:\n      # slow\n      rate: -1",
        "jobs/x.yaml:8: Invalid recipe.optimizer.adam.rate: -1 (must be more than 0)");
  }

  @Test
  void anUnknownKeyIsNamedBeforeTheMissingOneThatItWasMeantToBe() {
    refused(
        "job: atlas\nnetwork: vgg19\nouput: x",
        "jobs/x.yaml:3: Unknown key: ouput (did you mean output? known: job, network, weights, preprocessing,"
            + " labels, layers, units, objective, negative, tap, recipe, seed, renderings, dataset, judge, output)");
  }

  @Test
  void whatAFileLacksIsNamed() {
    refused(
        "network: vgg19\noutput: x",
        "jobs/x.yaml: Missing key: job (known: atlas, dream, flight or scan)");
    refused("job: atlas\noutput: x", "jobs/x.yaml: Missing key: network");
    refused("job: atlas\nnetwork: vgg19", "jobs/x.yaml: Missing key: output");
    refused("", "jobs/x.yaml: Cannot read job: the file is empty");
    refused("# only a comment\n", "jobs/x.yaml: Cannot read job: the file is empty");
  }

  @Test
  void aFileThatIsNoJobIsRefused() {
    refused("- a", "jobs/x.yaml: Invalid file: a list (must be a mapping of keys to values)");
    refused("atlas", "jobs/x.yaml: Invalid file: atlas (must be a mapping of keys to values)");
    refused(
        "\njob: altas", "jobs/x.yaml:2: Invalid job: altas (must be atlas, dream, flight or scan)");
    refused(
        "job: [atlas]",
        "jobs/x.yaml:1: Invalid job: a list (must be atlas, dream, flight or scan)");
  }

  @Test
  void blankNamesAreRefused() {
    refused(
        "job: atlas\nnetwork: ''\noutput: x",
        "jobs/x.yaml:2: Invalid network: \"\" (must not be blank)");
    refused(
        "job: atlas\nnetwork: a\noutput: ' '",
        "jobs/x.yaml:3: Invalid output: \" \" (must not be blank)");
  }

  @Test
  void aMistakeInASettingIsNamedWithTheSetting() {
    refused(
        LEAST,
        "--set recipe.steps=0: Invalid recipe.steps: 0 (must be between 1 and 1000000)",
        "recipe.steps=0");
    refused(
        LEAST + "recipe: {steps: 5}",
        "--set recipe.step=64: Unknown key: recipe.step (did you mean steps? known: name, size, steps,"
            + " attempts, retries, redirect, schedule, parameterization, transforms, optimizer, precision, transparency, regularizers)",
        "recipe.step=64");
    refused(
        LEAST,
        "--set recipee.steps=1: Unknown key: recipee (did you mean recipe? known: job, network,"
            + " weights, preprocessing, labels, layers, units, objective, negative, tap, recipe, seed, renderings, dataset, judge, output)",
        "recipee.steps=1");
    refused(
        LEAST,
        "--set network.name=x: Invalid network: a mapping (must be a text)",
        "network.name=x");
    refused(
        LEAST + "recipe: {parameterization: {pixels: {}}}",
        "--set recipe.parameterization.fourier.decay=2: Invalid recipe.parameterization: pixels"
            + " and fourier (must be one of them)",
        "recipe.parameterization.fourier.decay=2");
    refused(
        LEAST + "recipe: {transforms: [{pad: 4}]}",
        "--set recipe.transforms.pad=4: Cannot set recipe.transforms.pad: recipe.transforms is a"
            + " list, which is set as a whole",
        "recipe.transforms.pad=4");
    refused(
        LEAST,
        "--set layers=[a: Cannot read YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>",
        "layers=[a");
    refused(LEAST, "--set output=: Invalid output: nothing (must be a text)", "output=");
  }

  @Test
  void whatIsNoSettingIsRefused() {
    refused(LEAST, "Invalid --set: recipe.steps (must be key=value)", "recipe.steps");
    refused(LEAST, "Invalid --set: =1 (must be key=value)", "=1");
    refused(LEAST, "Invalid --set: recipe..steps=1 (must be key=value)", "recipe..steps=1");
  }

  private static void refused(String text, String message, String... settings) {
    assertThatThrownBy(() -> JobKinds.file().read("jobs/x.yaml", text, List.of(settings)))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }

  private static Arguments mistake(String line, String message) {
    return Arguments.of(line, message);
  }

  private static final String EACH = "must be a number, or a list of one for each channel)";

  private static String preprocessing(String value) {
    return "Invalid preprocessing: "
        + value
        + " (must be unit, signed, caffe, torch or a mapping of mean, std, range and order)";
  }

  private static Arguments pixels(String line, String message) {
    return mistake("preprocessing: {" + line + "}", message);
  }

  private static Arguments recipe(String entry, String message) {
    return mistake("recipe: {" + entry + "}", message);
  }

  private static String unit(String term) {
    return "Invalid units: "
        + term
        + " (must be a channel such as 223, a range such as 0-63, either of a layer such as"
        + " block4_conv1/223, or a class name)";
  }

  private static String transforms(String value) {
    return "Invalid recipe.transforms: "
        + value
        + " (must be none or a list such as [{pad: 12}, {jitter: 8}])";
  }
}
