package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.RelativeError.relative;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.Deterministic;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.spec.Tap;

/** The law of company where libraries have fast ways of their own: at real widths and sizes. */
@Deterministic
@EveryEngine
class ChainBatchTest {
  private final Subject subject;

  ChainBatchTest(Subject subject) {
    this.subject = subject;
  }

  @ParameterizedTest(name = "{0} channels, {1} px")
  @CsvSource({
    "64, 8", "64, 13", "64, 32", "64, 64", "128, 8", "128, 16", "128, 31", "128, 64", "256, 8",
    "256, 16", "256, 32", "512, 8", "512, 14", "512, 28"
  })
  void aWideChainGivesTheSameBitsInAnyCompany(int channels, int size) {
    check(Chains.vgg(channels, size), List.of("second", Chains.LAST));
  }

  @ParameterizedTest(name = "{0}, {1} px")
  @CsvSource({
    "stem, 33",
    "stem, 64",
    "residual, 16",
    "residual, 37",
    "residual of 32 groups, 16",
    "residual of 32 groups, 37",
    "inception, 9",
    "inception, 28",
    "inverted residual, 16",
    "inverted residual, 45",
    "dense block, 8",
    "dense block, 29"
  })
  void aPartGivesTheSameBitsInAnyCompany(String part, int size) {
    check(Chains.part(part, size), List.of(Chains.LAST));
  }

  @ParameterizedTest(name = "{0} channels, {1} px")
  @CsvSource({"64, 8", "64, 14", "64, 28", "128, 14", "256, 28", "512, 14"})
  void ofFewOrManyAnImageGivesTheSameBits(int channels, int size) {
    List<Target> targets = List.of(new Target(Chains.LAST, Tap.PRE));
    float[] pixels = Toys.values(new SplittableRandom(9), 8 * 3 * size * size, 0, 1);
    try (Engine engine = subject.open(Chains.vgg(channels, size))) {
      StepBits many = StepBits.of(engine, targets, Batch.few(8, size, size), pixels);
      for (int image = 0; image < 8; image++) {
        float[] one = Arrays.copyOfRange(pixels, image * 3 * size * size, (image + 1) * 3 * size * size);
        assertThat(StepBits.of(engine, targets, Batch.few(1, size, size), one))
            .isEqualTo(many.part(image, image + 1));
      }
    }
  }

  private void check(Network network, List<String> layers) {
    List<Target> targets = layers.stream().map(layer -> new Target(layer, Tap.PRE)).toList();
    try (Engine engine = subject.open(network)) {
      StepBits bits = new CompanyLaw(engine, targets).check();
      assertThat(bits.images()).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest(name = "{0} channels, {1} px")
  @CsvSource({
    "64, 8", "64, 13", "64, 32", "64, 64", "128, 16", "128, 31", "256, 8", "256, 32", "512, 8",
    "512, 28"
  })
  void whatAlwaysPassesAloneIsNearWhatMayHaveCompany(int channels, int size) {
    float[] pixels = Toys.values(new SplittableRandom(4), 3 * size * size, 0, 1);
    try (Engine engine = subject.open(Chains.linear(channels, size))) {
      List<double[]> any = step(engine, new Batch(1, size, size), pixels);
      List<double[]> alone = step(engine, Batch.alone(size, size), pixels);
      assertThat(relative(alone.get(0), any.get(0))).as("values").isLessThan(1e-4);
      assertThat(relative(alone.get(1), any.get(1))).as("gradient").isLessThan(1e-4);
    }
  }

  /** Values, and the gradient of half their squares. */
  private static List<double[]> step(Engine engine, Batch batch, float[] pixels) {
    try (Session session = engine.open(List.of(new Target(Chains.LAST, Tap.POST)), batch)) {
      float[] values = new float[session.shape(0).size()];
      float[] gradient = new float[pixels.length];
      session.forward(pixels);
      session.read(0, 0, values);
      session.addGradient(0, 0, values);
      session.backward(ReluRule.EXACT, gradient);
      return List.of(doubles(values), doubles(gradient));
    }
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }
}
