package phosphene.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.Batch;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.Toys;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Window;
import phosphene.network.activation.Clip;
import phosphene.spec.Precision;
import phosphene.spec.Tap;

/** Values of 16 bits that are cut off pass no gradient, whatever the bounds. */
class BfloatClipTest {
  private static final Device PROCESSOR = new Device.Cpu();
  private static final int SIZE = 8;

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.7, 1, 1.1, 2.7})
  void whatIsCutOffPassesNoGradient(double bound) {
    OneDnnKind kind = new OneDnnKind();
    assumeTrue(kind.obstacle(PROCESSOR, Precision.BF16).isEmpty(), "no bf16 here");
    float[] gradient = gradient(kind, new Clip(-bound, bound), 1e6f);
    assertThat(gradient).containsOnly(0);
    assertThat(gradient(kind, new Clip(-bound, bound), 1e-3f)).isNotEqualTo(gradient);
  }

  /** Of the sum of clipped values of an image whose pixels have one value. */
  private static float[] gradient(OneDnnKind kind, Clip clip, float pixel) {
    Network network =
        Toys.network(
            SIZE,
            1,
            new Node("conv", new Convolution(16, Window.of(1, 1, 0)), List.of("input"), clip));
    float[] pixels = new float[3 * SIZE * SIZE];
    Arrays.fill(pixels, pixel);
    try (Engine engine = kind.open(network, PROCESSOR, Precision.BF16);
        Session session =
            engine.open(List.of(new Target("conv", Tap.POST)), new Batch(1, SIZE, SIZE))) {
      float[] ones = new float[session.shape(0).size()];
      Arrays.fill(ones, 1);
      float[] gradient = new float[pixels.length];
      session.forward(pixels);
      session.addGradient(0, 0, ones);
      session.backward(ReluRule.EXACT, gradient);
      return gradient;
    }
  }
}
