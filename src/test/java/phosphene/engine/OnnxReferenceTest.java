package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.RelativeError.relative;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Models;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.Shape;
import phosphene.network.activation.Clip;
import phosphene.network.read.ModelImport;
import phosphene.network.read.NpyArray;
import phosphene.network.read.Npz;
import phosphene.spec.Tap;

/**
 * Networks of ONNX files give on the engine what they give in PyTorch in float64: logits, means of
 * channels and gradients by the image, before and after the nonlinearity.
 */
@EveryEngine
class OnnxReferenceTest {
  private static final double LOGITS = 1e-4;
  private static final double MEANS = 1e-3;
  private static final double GRADIENTS = 1e-3;

  // A unit near a bend of its ReLU6 falls the other way in float32, in PyTorch's too: each moves
  // the
  // gradients behind it by some per cent. They are counted, and must lie at a bend.
  private static final String FLIPPING = "mobilenetv2-seeded";
  private static final double BEND = 1e-3;
  private static final double FLIPPED_LOGIT = 3e-2;
  private static final double FLIPPED_LAYER = 2e-2;

  private final Subject subject;

  OnnxReferenceTest(Subject subject) {
    this.subject = subject;
  }

  /** A file, and the layers that its reference looks at: early, middle, last. */
  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("resnet18-seeded-fused", List.of("conv1", "layer2.0.conv1", "layer4.1")),
        Arguments.of("resnet50-narrow", List.of("conv1", "layer2.0.conv2", "layer4.2")),
        Arguments.of(
            "mobilenetv2-seeded", List.of("features.0.0", "features.7.conv.1.0", "features.18.0")),
        Arguments.of(
            "efficientnetb0-seeded",
            List.of("features.0.0", "features.3.0.block.1.0", "features.8.0")),
        Arguments.of(
            "convnext-tiny-narrow",
            List.of("features.1.0.block.0", "features.3.1.block.3", "features.7.2.block.3")),
        Arguments.of(
            "densenet-small",
            List.of("features.conv0", "features.denseblock2.denselayer3.conv1", "features.norm5")),
        Arguments.of("cifar-resnet20", List.of()),
        // the tokens of the sequence: the map of that name leaves out the class token
        Arguments.of(
            "vit-mini",
            List.of("conv_proj", "encoder.layers.encoder_layer_1.mlp.0.tokens", "encoder.ln")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void theEngineGivesWhatPytorchGives(String name, List<String> layers) throws IOException {
    Path folder = Models.folder().resolve("onnx");
    Network network = ModelImport.read(folder.resolve(name + ".onnx"), Optional.empty());
    Map<String, NpyArray> arrays = numbers(folder.resolve(name.replace("-fused", "") + ".npz"));
    float[] image = array(arrays, "input").floats();
    try (Engine engine = subject.open(network)) {
      Image picture = new Image(engine, array(arrays, "input").shape().get(3), image);
      Target logits = new Target(network.architecture().logits().orElseThrow(), Tap.POST);
      int flips = name.equals(FLIPPING) ? flips(picture, network) : 0;
      float factor = flips > 0 ? 2 : 1;
      check("logits", picture.means(logits), arrays, "logits", factor * LOGITS);
      if (arrays.containsKey("class.gradient")) {
        int index = (int) array(arrays, "class").doubles()[0];
        double most = flips > 0 ? flips * FLIPPED_LOGIT : GRADIENTS;
        check("logit", picture.gradient(logits, index), arrays, "class.gradient", most);
      }
      for (int j = 0; j < layers.size(); j++) {
        for (Tap tap : Tap.values()) {
          String key = j + "." + tap.name().toLowerCase(Locale.ROOT) + ".";
          boolean last = flips > 0 && j == layers.size() - 1;
          if (arrays.containsKey(key + "mean")) {
            Target target = new Target(sequence(layers.get(j), tap), tap);
            int channel = (int) array(arrays, key + "channel").doubles()[0];
            String where = target.toString();
            check(where, picture.means(target), arrays, key + "mean", MEANS);
            check(
                where,
                picture.gradient(target, channel),
                arrays,
                key + "gradient",
                last ? FLIPPED_LAYER : GRADIENTS);
          }
        }
      }
    }
  }

  /** Of an MLP's hidden tokens those before and those after its nonlinearity are nodes. */
  private static String sequence(String layer, Tap tap) {
    return tap == Tap.POST ? layer.replace("mlp.0.tokens", "mlp.1") : layer;
  }

  /** How many units of ReLU6 are on another side of a bend than in double precision. */
  private static int flips(Image image, Network network) {
    double[] values = new double[image.planes().length];
    Arrays.setAll(values, i -> image.planes()[i]);
    Tensor input = new Tensor(new Shape(3, image.side(), image.side()), values);
    PlainForward.Values plain = new PlainForward(network).values(input);
    int flips = 0;
    for (Node node : network.architecture().nodes()) {
      if (node.activation().equals(Clip.RELU6)) {
        double[] wanted = PlainForward.named(plain.pre(), node.name()).values();
        float[] found = image.values(new Target(node.name(), Tap.PRE));
        for (int i = 0; i < found.length; i++) {
          if (open(found[i]) != open(wanted[i])) {
            double bend = wanted[i] < 3 ? 0 : 6;
            assertThat(wanted[i]).as(node.name()).isCloseTo(bend, within(BEND));
            flips++;
          }
        }
      }
    }
    return flips;
  }

  private static boolean open(double value) {
    return value > 0 && value < 6;
  }

  private static void check(
      String what, double[] found, Map<String, NpyArray> arrays, String name, double most) {
    assertThat(relative(found, array(arrays, name).doubles())).as(what).isLessThan(most);
  }

  private static Map<String, NpyArray> numbers(Path path) throws IOException {
    try (Npz npz = Npz.open(path)) {
      Map<String, NpyArray> arrays = new HashMap<>();
      for (String name : npz.names()) {
        if (!name.endsWith(".onnx") && !name.endsWith(".module")) {
          arrays.put(name, npz.array(name));
        }
      }
      return arrays;
    }
  }

  private static NpyArray array(Map<String, NpyArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  /** An image before a network. */
  private record Image(Engine engine, int side, float[] planes) {
    /** In channel, row, column order. */
    float[] values(Target target) {
      try (Session session = engine.open(List.of(target), new Batch(1, side, side))) {
        session.forward(planes);
        Shape shape = session.shape(0);
        float[] values = new float[shape.size()];
        float[] map = new float[shape.area()];
        for (int channel = 0; channel < shape.channels(); channel++) {
          session.read(new TargetChannel(0, 0, channel), map);
          System.arraycopy(map, 0, values, channel * map.length, map.length);
        }
        return values;
      }
    }

    double[] means(Target target) {
      try (Session session = engine.open(List.of(target), new Batch(1, side, side))) {
        session.forward(planes);
        float[] map = new float[session.shape(0).area()];
        return IntStream.range(0, session.shape(0).channels())
            .mapToDouble(channel -> mean(session, channel, map))
            .toArray();
      }
    }

    private static double mean(Session session, int channel, float[] map) {
      session.read(new TargetChannel(0, 0, channel), map);
      return IntStream.range(0, map.length).mapToDouble(i -> map[i]).average().orElseThrow();
    }

    /** Of a channel's mean by the image. */
    double[] gradient(Target target, int channel) {
      try (Session session = engine.open(List.of(target), new Batch(1, side, side))) {
        session.forward(planes);
        float[] mapGradient = new float[session.shape(0).area()];
        Arrays.fill(mapGradient, 1f / mapGradient.length);
        session.addGradient(new TargetChannel(0, 0, channel), mapGradient);
        float[] gradient = new float[planes.length];
        session.backward(ReluRule.EXACT, gradient);
        return IntStream.range(0, gradient.length).mapToDouble(i -> gradient[i]).toArray();
      }
    }
  }
}
