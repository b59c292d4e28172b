package phosphene.network.zoo.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.engine.TestEngines;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;
import phosphene.spec.Tap;

/** A newcomer who has no file can look at every family. */
class RandomNetworksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet18",
        "cifar-resnet110",
        "vgg11_bn",
        "alexnet",
        "densenet121",
        "mobilenet_v2",
        "mobilenet_v3_small",
        "shufflenet_v2_x0_5",
        "squeezenet1_1",
        "inception_v3",
        "efficientnet_b0",
        "convnext_tiny",
        "regnet_y_400mf"
      })
  void randomWeightsGiveFiniteValuesAndGradients(String id) {
    Network network = Networks.random(id, 1);
    int last = network.architecture().nodes().size() - 1;
    String layer =
        network
            .architecture()
            .logits()
            .orElseGet(() -> network.architecture().nodes().get(last).name());
    int side = Math.max(64, network.architecture().leastSide());
    try (Engine engine = TestEngines.open(network);
        Session session =
            engine.open(List.of(new Target(layer, Tap.POST)), new Batch(1, side, side))) {
      float[] pixels = new float[3 * side * side];
      double[] drawn = SeededParameters.drawn("input", pixels.length);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) (0.5 + 0.5 * drawn[i]);
      }
      session.forward(pixels);
      float[] ones = new float[session.shape(0).area()];
      Arrays.fill(ones, 1);
      for (int channel = 0; channel < session.shape(0).channels(); channel++) {
        session.addGradient(new TargetChannel(0, 0, channel), ones);
      }
      float[] gradient = new float[pixels.length];
      session.backward(ReluRule.EXACT, gradient);

      double size = 0;
      for (float value : gradient) {
        size += (double) value * value;
      }
      assertThat(size).isFinite().isPositive();
    }
  }
}
