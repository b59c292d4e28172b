package phosphene.network.zoo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.PlainForward.named;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.Models;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.engine.TestEngines;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.read.NpyArray;
import phosphene.network.read.Npz;
import phosphene.network.zoo.Networks;
import phosphene.spec.Tap;

/** Files of safetensors give what PyTorch gave in float64, in plain loops and on the engine. */
class SafetensorsReferenceTest {
  private static final String RESNET = "resnet18, resnet18-seeded, ";
  private static final String CIFAR = "cifar-resnet20, cifar-resnet20, ";

  @ParameterizedTest
  @CsvSource({
    RESNET + "0.pre, conv1, PRE",
    RESNET + "0.post, conv1, POST",
    RESNET + "1.pre, layer2.0.conv1, PRE",
    RESNET + "1.post, layer2.0.conv1, POST",
    RESNET + "2.pre, layer4.1, PRE",
    RESNET + "2.post, layer4.1, POST",
    CIFAR + "0, conv1, PRE",
    CIFAR + "1, layer2.1.conv1, PRE",
    CIFAR + "2, layer3.2, POST"
  })
  void unitsAreThoseOfPyTorch(String id, String file, String key, String layer, Tap tap)
      throws IOException {
    Network network = open(id, file);
    Map<String, NpyArray> reference = reference(file);
    double[] expected = named(reference, key + ".mean").doubles();
    int channel = (int) named(reference, key + ".channel").doubles()[0];

    PlainForward.Values values = new PlainForward(network).values(input(reference));
    Map<String, Tensor> taken = tap == Tap.PRE ? values.pre() : values.post();
    assertThat(named(taken, layer).channelMeans())
        .containsExactly(expected, within(1e-5 * largest(expected)));

    for (Subject subject : TestEngines.onProcessor()) {
      try (Engine engine = subject.open(network)) {
        View view = view(engine, new Target(layer, tap), channel, reference);
        assertThat(view.mean())
            .as(subject.toString())
            .isCloseTo(expected[channel], within(1e-3 * Math.abs(expected[channel])));
        assertThat(distance(view.gradient(), named(reference, key + ".gradient").doubles()))
            .as(subject.toString())
            .isLessThan(1e-3);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"resnet18, resnet18-seeded", "cifar-resnet20, cifar-resnet20"})
  void logitsAreThoseOfPyTorch(String id, String file) throws IOException {
    Network network = open(id, file);
    Map<String, NpyArray> reference = reference(file);
    double[] expected = named(reference, "logits").doubles();
    String logits = network.architecture().logits().orElseThrow();

    Map<String, Tensor> values = new PlainForward(network).run(input(reference));

    assertThat(named(values, logits).values())
        .containsExactly(expected, within(1e-5 * largest(expected)));
    for (Subject subject : TestEngines.onProcessor()) {
      try (Engine engine = subject.open(network)) {
        for (int i = 0; i < expected.length; i++) {
          View view = view(engine, new Target(logits, Tap.POST), i, reference);
          assertThat(view.mean())
              .as(subject.toString())
              .isCloseTo(expected[i], within(1e-4 * largest(expected)));
          if (i == 7 && reference.containsKey("class.gradient")) {
            assertThat(distance(view.gradient(), named(reference, "class.gradient").doubles()))
                .as(subject.toString())
                .isLessThan(1e-3);
          }
        }
      }
    }
  }

  @Test
  void aSlimmedNetworkHasTheWidthsOfItsFile() {
    Network network = Networks.open("resnet18", file("resnet18-seeded"));

    assertThat(network.architecture().kernels())
        .containsEntry("conv1", List.of(32, 3, 7, 7))
        .containsEntry("layer4.1.conv2", List.of(256, 256, 3, 3))
        .containsEntry("fc", List.of(100, 256));
    assertThat(network.architecture().preprocessing()).isEqualTo(Preprocessing.torch());
    assertThat(network.labels()).isEmpty();
    assertThat(Networks.open("cifar-resnet20", file("cifar-resnet20")).labels())
        .startsWith("airplane")
        .hasSize(10);
  }

  private static Path file(String name) {
    return Models.file("onnx/" + name + ".safetensors");
  }

  /** The references were fed pixels in 0..1 as they are. */
  private static Network open(String id, String name) {
    return Networks.open(id, file(name)).with(Preprocessing.unit());
  }

  private static Map<String, NpyArray> reference(String name) throws IOException {
    Map<String, NpyArray> arrays = new HashMap<>();
    try (Npz npz = Npz.open(Models.file("onnx/" + name + ".npz"))) {
      for (String array : npz.names()) {
        if (!array.matches(".*\\.(module|onnx)")) { // texts
          arrays.put(array, npz.array(array));
        }
      }
    }
    return arrays;
  }

  private static Tensor input(Map<String, NpyArray> reference) {
    NpyArray input = named(reference, "input");
    int side = input.shape().get(2);
    return new Tensor(new Shape(3, side, side), input.doubles());
  }

  /** The mean of a channel and its gradient by pixel. */
  @SuppressWarnings("ArrayRecordComponent")
  private record View(double mean, float[] gradient) {}

  private static View view(
      Engine engine, Target target, int channel, Map<String, NpyArray> reference) {
    NpyArray input = named(reference, "input");
    int side = input.shape().get(2);
    try (Session session = engine.open(List.of(target), new Batch(1, side, side))) {
      session.forward(input.floats());
      float[] map = new float[session.shape(0).area()];
      session.read(new TargetChannel(0, 0, channel), map);
      double mean = 0;
      for (float value : map) {
        mean += value / map.length;
      }
      Arrays.fill(map, 1f / map.length);
      session.addGradient(new TargetChannel(0, 0, channel), map);
      float[] gradient = new float[3 * side * side];
      session.backward(ReluRule.EXACT, gradient);
      return new View(mean, gradient);
    }
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElseThrow();
  }

  /** |a - b| / |b|. */
  private static double distance(float[] a, double[] b) {
    double error = 0;
    double size = 0;
    for (int i = 0; i < b.length; i++) {
      error += (a[i] - b[i]) * (a[i] - b[i]);
      size += b[i] * b[i];
    }
    return Math.sqrt(error / size);
  }
}
