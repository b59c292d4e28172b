package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.RelativeError.relative;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Models;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.network.read.NpyArray;
import phosphene.network.read.Npz;
import phosphene.network.zoo.Networks;
import phosphene.spec.Tap;

/**
 * Keras models of a kind of layer each give on the engine what their references give in float64:
 * the gradient of a channel's mean by the image, and the means of that layer.
 */
@EveryEngine
class KerasReferenceTest {
  private static final double TOLERANCE = 1e-3;
  private static final String LAYER = "gradient.layer";
  private static final int COLORS = 3;

  private final Subject subject;

  KerasReferenceTest(Subject subject) {
    this.subject = subject;
  }

  static Stream<String> models() throws IOException {
    try (Stream<Path> files = Files.list(Models.file("keras"))) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".keras"))
          .map(name -> name.replace(".keras", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theEngineGivesTheGradientOfTheReference(String name) throws IOException {
    Path folder = Models.file("keras");
    Network network = Networks.importModel(folder.resolve(name + ".keras"));
    Map<String, NpyArray> arrays = numbers(folder.resolve(name + ".npz"));
    String layer = layer(folder.resolve(name + ".npz"));
    // The model that scales its pixels takes bytes; the reference gave it 0..1.
    double range = name.equals("rescaling") ? 255 : 1;
    NpyArray image = array(arrays, "input_nchw");
    int channel = (int) array(arrays, "gradient.channel").doubles()[0];
    Target target = new Target(node(network, layer), Tap.PRE);
    int side = image.shape().get(3);
    try (Engine engine = subject.open(network);
        Session session = engine.open(List.of(target), new Batch(1, side, side))) {
      session.forward(planes(image.doubles(), side * side, range));
      double[] means = means(session);
      float[] map = new float[session.shape(0).area()];
      Arrays.fill(map, 1f / map.length);
      session.addGradient(new TargetChannel(0, 0, channel), map);
      float[] gradient = new float[COLORS * side * side];
      session.backward(ReluRule.EXACT, gradient);

      double[] wanted = array(arrays, "gradient").doubles();
      double[] wantedMeans = array(arrays, layer + ".pre.mean").doubles();
      double factor = 1;
      if (!network.architecture().absent().getOrDefault("b2_bn2", "").isEmpty()) {
        // A normalization is part of this layer's value here, and not in the reference.
        factor = ratio(wanted, summed(gradient, wanted.length, range));
      } else {
        assertThat(relative(means, wantedMeans)).as("means").isLessThan(TOLERANCE);
      }
      double[] found = summed(gradient, wanted.length, factor * range);
      assertThat(relative(found, wanted)).as("gradient").isLessThan(TOLERANCE);
    }
  }

  /** The factor of the second that is nearest to the first. */
  private static double ratio(double[] wanted, double[] found) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < wanted.length; i++) {
      product += found[i] * wanted[i];
      square += wanted[i] * wanted[i];
    }
    return product / square;
  }

  /** The node that has the value of a layer of the file. */
  private static String node(Network network, String layer) {
    String reason = network.architecture().absent().getOrDefault(layer, "");
    return network.architecture().nodes().stream()
        .map(node -> node.name())
        .filter(
            name ->
                ("/" + name).endsWith("/" + layer)
                    || reason.startsWith(
                        String.format(Locale.ROOT, "its value is that of %s ", name)))
        .findFirst()
        .orElseThrow();
  }

  /** Planes of three colors in 0..1; grey is all three. */
  private static float[] planes(double[] image, int area, double range) {
    float[] planes = new float[COLORS * area];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (float) (image[i % image.length] / range);
    }
    return planes;
  }

  /** The gradient by the reference's channels: of grey, by all three colors together. */
  private static double[] summed(float[] gradient, int values, double range) {
    double[] summed = new double[values];
    for (int i = 0; i < gradient.length; i++) {
      summed[i % values] += gradient[i] / range;
    }
    return summed;
  }

  private static double[] means(Session session) {
    float[] map = new float[session.shape(0).area()];
    return IntStream.range(0, session.shape(0).channels())
        .mapToDouble(
            channel -> {
              session.read(new TargetChannel(0, 0, channel), map);
              return IntStream.range(0, map.length)
                  .mapToDouble(i -> map[i])
                  .average()
                  .orElseThrow();
            })
        .toArray();
  }

  private static Map<String, NpyArray> numbers(Path path) throws IOException {
    Map<String, NpyArray> arrays = new TreeMap<>();
    try (Npz npz = Npz.open(path)) {
      for (String name : npz.names()) {
        if (!name.equals(LAYER)) {
          arrays.put(name, npz.array(name));
        }
      }
    }
    return arrays;
  }

  private static NpyArray array(Map<String, NpyArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  /** A text of NumPy: four bytes a letter. */
  private static String layer(Path path) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(LAYER + ".npy"))) {
      byte[] bytes = in.readAllBytes();
      int header = 10 + (bytes[8] & 0xff) + 256 * (bytes[9] & 0xff);
      return new String(bytes, header, bytes.length - header, Charset.forName("UTF-32LE")).trim();
    }
  }
}
