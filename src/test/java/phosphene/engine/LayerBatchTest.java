package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Deterministic;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.LayerCase;
import phosphene.network.LayerCases;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/** To the last bit, no layer lets an image know which others are computed beside it. */
@Deterministic
@EveryEngine
class LayerBatchTest {
  private static final int IMAGES = 5;
  private static final List<Target> TARGETS =
      List.of(
          new Target(LayerCase.TARGET, Tap.PRE),
          new Target(LayerCase.TARGET, Tap.POST),
          new Target(LayerCase.AFTER, Tap.POST));

  private final Subject subject;

  LayerBatchTest(Subject subject) {
    this.subject = subject;
  }

  static Stream<LayerCase> cases() {
    return LayerCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void anImageGivesTheSameBitsAloneAndBesideOthers(LayerCase layer) {
    Shape input = layer.network().architecture().input();
    float[] pixels = Toys.values(new SplittableRandom(11), IMAGES * input.size(), 0, 1);
    try (Engine engine = subject.open(layer.network())) {
      List<float[]> together = step(engine, pixels);
      for (int image = 0; image < IMAGES; image++) {
        int from = image * input.size();
        List<float[]> alone = step(engine, Arrays.copyOfRange(pixels, from, from + input.size()));
        for (int i = 0; i < alone.size(); i++) {
          int size = alone.get(i).length;
          assertThat(bits(together.get(i), image * size, size))
              .as("%d of image %d", i, image)
              .isEqualTo(bits(alone.get(i), 0, size));
        }
      }
    }
  }

  private static int[] bits(float[] values, int from, int size) {
    int[] bits = new int[size];
    Arrays.setAll(bits, i -> Float.floatToIntBits(values[from + i]));
    return bits;
  }

  /** The values of each target, image by image, and the gradient of half the squares of all. */
  private static List<float[]> step(Engine engine, float[] pixels) {
    Shape input = engine.architecture().input();
    int images = pixels.length / input.size();
    Batch batch = new Batch(images, input.height(), input.width());
    List<float[]> results = new ArrayList<>();
    try (Session session = engine.open(TARGETS, batch)) {
      session.forward(pixels);
      for (int target = 0; target < TARGETS.size(); target++) {
        int size = session.shape(target).size();
        float[] all = new float[images * size];
        for (int image = 0; image < images; image++) {
          float[] values = new float[size];
          session.read(target, image, values);
          session.addGradient(target, image, values);
          System.arraycopy(values, 0, all, image * size, size);
        }
        results.add(all);
      }
      float[] gradient = new float[pixels.length];
      session.backward(ReluRule.EXACT, gradient);
      results.add(gradient);
    }
    return results;
  }
}
