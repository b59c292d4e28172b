package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;
import phosphene.spec.Tap;

/** Caffe's ceil mode, which ND4J does not have, in images of every size. */
@EveryEngine
class FramedPoolTest {
  private static final int IMAGES = 2;

  private final Subject subject;

  FramedPoolTest(Subject subject) {
    this.subject = subject;
  }

  @ParameterizedTest(name = "{0} rows, {1} columns")
  @CsvSource({"12, 13", "13, 12", "13, 13", "12, 12", "3, 8", "4, 9", "2, 3"})
  void aMaximumAndItsGradientAreThoseOfItsWindows(int rows, int columns) {
    for (Window window : List.of(Window.of(3, 2, 0), Window.of(3, 2, 1), Window.of(2, 2, 0))) {
      Network network =
          network(13, 1, node("target", new MaxPool(window.rounded(Rounding.CEIL)), "input"));
      try (Engine engine = subject.open(network);
          Session session =
              engine.open(
                  List.of(new Target("target", Tap.POST)), new Batch(IMAGES, rows, columns))) {
        for (int run = 0; run < 2; run++) { // the frame is made once and must outlive a run
          check(session, window, new Shape(3, rows, columns), new SplittableRandom(run));
        }
      }
    }
  }

  private static void check(Session session, Window window, Shape in, SplittableRandom random) {
    float[] pixels = Toys.values(random, IMAGES * in.size(), -1, 1);
    float[] expected = new float[pixels.length];
    float[] gradient = new float[pixels.length];
    session.forward(pixels);
    for (int plane = 0; plane < IMAGES * in.channels(); plane++) {
      TargetChannel channel = new TargetChannel(0, plane / in.channels(), plane % in.channels());
      float[] outputGradient = Toys.values(random, session.shape(0).area(), -1, 1);
      float[] maxima = new float[outputGradient.length];
      session.read(channel, maxima);
      session.addGradient(channel, outputGradient);
      for (int i = 0; i < outputGradient.length; i++) {
        int most = plane * in.area() + most(pixels, plane, in, window, i, session.shape(0));
        assertThat(maxima[i]).isEqualTo(pixels[most]);
        expected[most] += outputGradient[i];
      }
    }
    session.backward(ReluRule.EXACT, gradient);
    assertThat(gradient).containsExactly(expected, org.assertj.core.api.Assertions.within(1e-6f));
  }

  /** Where in a plane the maximum of the {@code i}-th window is. */
  private static int most(float[] pixels, int plane, Shape in, Window window, int i, Shape out) {
    int top = i / out.width() * window.strideY() - window.padding().top();
    int left = i % out.width() * window.strideX() - window.padding().left();
    int most = -1;
    for (int y = Math.max(0, top); y < Math.min(in.height(), top + window.height()); y++) {
      for (int x = Math.max(0, left); x < Math.min(in.width(), left + window.width()); x++) {
        int at = y * in.width() + x;
        int base = plane * in.area();
        most = most < 0 || pixels[base + at] > pixels[base + most] ? at : most;
      }
    }
    return most;
  }
}
