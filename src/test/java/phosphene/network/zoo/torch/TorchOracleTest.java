package phosphene.network.zoo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.PlainForward.named;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
import phosphene.network.read.torch.SafetensorsWriter;
import phosphene.spec.Tap;

/**
 * Narrowed models of torchvision compute what PyTorch computed in float64 ({@code narrow.npz}).
 * Their parameters are {@link SeededParameters}, their input is drawn by the name "input".
 */
class TorchOracleTest {
  /** What PyTorch's hooks named where our node has the name of the convolution before. */
  private static final Map<String, String> NODES =
      Map.of(
          "vgg16 features.4", "block1_pool",
          "vgg16 features.14", "block3_conv3",
          "vgg16 features.16", "block3_pool",
          "vgg16_bn features.16", "features.14",
          "alexnet features.4", "features.3",
          "alexnet features.7", "features.6");

  private static final Map<String, Integer> GRADIENT_SIDES =
      Map.of("inception_v3", 80, "alexnet", 64);

  @TempDir Path folder;

  static Stream<String> models() throws IOException {
    return SeededParameters.shapes().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void logitsAndMeansAreThoseOfPyTorch(String id) throws IOException, URISyntaxException {
    Network network = open(id);
    boolean fixed = id.startsWith("vgg") || id.equals("alexnet");
    int side = fixed ? 224 : id.equals("inception_v3") ? 80 : 64;
    Tensor input = new Tensor(new Shape(3, side, side), drawn(side));

    PlainForward.Values values = new PlainForward(network).values(input);

    Map<String, NpyArray> reference = reference(id);
    double[] logits = named(reference, "logits").doubles();
    assertThat(named(values.post(), network.architecture().logits().orElseThrow()).values())
        .containsExactly(logits, within(1e-4 * largest(logits)));
    reference.forEach(
        (name, array) -> {
          if (name.endsWith(".means")) {
            String module = name.substring(0, name.length() - ".means".length());
            boolean pre = id.equals("vgg16") && module.equals("features.14");
            Map<String, Tensor> taken = pre ? values.pre() : values.post();
            double[] means = named(taken, node(id, module, network)).channelMeans();
            double[] expected = array.doubles();
            assertThat(means).as(name).containsExactly(expected, within(1e-4 * largest(expected)));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("models")
  void theEngineHasTheGradientOfPyTorch(String id) throws IOException, URISyntaxException {
    Network network = open(id);
    int side = GRADIENT_SIDES.getOrDefault(id, 32);
    Map<String, NpyArray> reference = reference(id);
    int channel = (int) named(reference, "gradient.channel").doubles()[0];
    double scale = named(reference, "gradient.scale").doubles()[0];
    double mean = named(reference, "gradient.mean").doubles()[0];
    float[] pixels = new float[3 * side * side];
    double[] drawn = drawn(side);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) drawn[i];
    }
    Target target = new Target(node(id, GRADIENT.getOrDefault(id, ""), network), Tap.POST);
    for (Subject subject : TestEngines.onProcessor()) {
      try (Engine engine = subject.open(network);
          Session session = engine.open(List.of(target), new Batch(1, side, side))) {
        session.forward(pixels);
        float[] map = new float[session.shape(0).area()];
        session.read(new TargetChannel(0, 0, channel), map);
        double found = 0;
        for (float value : map) {
          found += value / map.length;
        }
        Arrays.fill(map, 1f / map.length);
        session.addGradient(new TargetChannel(0, 0, channel), map);
        float[] gradient = new float[pixels.length];
        session.backward(ReluRule.EXACT, gradient);

        assertThat(found).as(subject.toString()).isCloseTo(mean, within(1e-3 * Math.abs(mean)));
        // The file holds 16-bit floats: 2e-4 of this is theirs.
        assertThat(distance(gradient, named(reference, "gradient").doubles(), scale))
            .as(subject.toString())
            .isLessThan(1e-3);
      }
    }
  }

  /** The module whose channel's mean was differentiated. */
  private static final Map<String, String> GRADIENT =
      Map.ofEntries(
          Map.entry("resnet34", "layer3.1"),
          Map.entry("resnet50", "layer3.1"),
          Map.entry("wide_resnet50_2", "layer3.1"),
          Map.entry("resnext50_32x4d", "layer3.1"),
          Map.entry("vgg16", "features.16"),
          Map.entry("vgg16_bn", "features.23"),
          Map.entry("densenet121", "features.denseblock3"),
          Map.entry("mobilenet_v2", "features.9"),
          Map.entry("mobilenet_v3_large", "features.9"),
          Map.entry("mobilenet_v3_small", "features.7"),
          Map.entry("efficientnet_b0", "features.4.2"),
          Map.entry("efficientnet_b3", "features.4.2"),
          Map.entry("efficientnet_b5", "features.4.2"),
          Map.entry("convnext_tiny", "features.5.1"),
          Map.entry("inception_v3", "Mixed_6b"),
          Map.entry("regnet_y_400mf", "trunk_output.block3.block3-1"),
          Map.entry("regnet_x_400mf", "trunk_output.block3.block3-1"),
          Map.entry("shufflenet_v2_x1_0", "stage3.2"),
          Map.entry("alexnet", "features.7"),
          Map.entry("squeezenet1_0", "features.9"),
          Map.entry("squeezenet1_1", "features.9"));

  private Network open(String id) throws IOException {
    TorchNetwork network = TorchParameters.network(id);
    Path file = SafetensorsWriter.write(folder.resolve("x.safetensors"), SeededParameters.of(id));
    return network.read(file, List.of(), "0").with(Preprocessing.unit());
  }

  private static String node(String id, String module, Network network) {
    String known = NODES.getOrDefault(id + " " + module, module);
    return Stream.of("", ".0", ".pool", ".block.3.0")
        .map(end -> known + end)
        .filter(name -> network.architecture().node(name).isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no node for " + module));
  }

  private static Map<String, NpyArray> reference(String id) throws IOException, URISyntaxException {
    Path file =
        Path.of(Objects.requireNonNull(TorchOracleTest.class.getResource("narrow.npz")).toURI());
    Map<String, NpyArray> own = new TreeMap<>();
    try (Npz npz = Npz.open(file)) {
      for (String name : npz.names()) {
        if (name.startsWith(id + ".")) {
          own.put(name.substring(id.length() + 1), npz.array(name));
        }
      }
    }
    return own;
  }

  private static double[] drawn(int side) {
    return SeededParameters.drawn("input", 3 * side * side);
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElseThrow();
  }

  /** |a - scale b| / |scale b|. */
  private static double distance(float[] a, double[] b, double scale) {
    double error = 0;
    double size = 0;
    for (int i = 0; i < b.length; i++) {
      double expected = scale * b[i];
      error += (a[i] - expected) * (a[i] - expected);
      size += expected * expected;
    }
    return Math.sqrt(error / size);
  }
}
