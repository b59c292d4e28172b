package phosphene.network.read.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.PlainForward.named;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import phosphene.Models;
import phosphene.network.Dense;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.PlainForward.Values;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Weights;
import phosphene.network.activation.Elementary;
import phosphene.network.read.NpyArray;
import phosphene.network.read.Npz;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/**
 * Models of a kind of layer each, as Keras 2, Keras 3 and a .keras archive write them: each gives
 * the figures of its reference, layer by layer; files with weights alone are refused.
 */
class KerasSamplesTest {
  private static final double TOLERANCE = 1e-6; // what folding in float32 leaves
  private static final double SLOPE_TOLERANCE = 1e-4;
  private static final double STEP = 1e-6;
  private static final String CHANNELS_FIRST = "channels_first.";
  private static final String GRADIENT_LAYER = "gradient.layer";
  private static final String ABSORBED = "its value is that of ";

  /** A model with what its reference says of it. */
  private record Sample(Path file, Network network, Map<String, NpyArray> reference) {
    /** The network's input for the reference's image. */
    Tensor input(double[] image) {
      NpyArray found = named(reference, "input_nchw");
      Shape shape = new Shape(found.shape().get(1), found.shape().get(2), found.shape().get(3));
      Preprocessing how = network.architecture().preprocessing();
      Tensor input = new Tensor(shape);
      for (int i = 0; i < image.length; i++) {
        int channel = i / shape.area();
        input.values()[i] = how.scale().get(channel) * range() * image[i] - how.mean().get(channel);
      }
      return input;
    }

    /** The colors of the reference go from 0 to 1; the model that scales them takes 0 to 255. */
    double range() {
      return file.getFileName().toString().startsWith("rescaling.") ? 1 : 255;
    }

    double[] image() {
      return named(reference, "input_nchw").doubles();
    }
  }

  @Test
  void everyModelIsLikeItsReferenceInEveryForm() throws IOException {
    List<String> table = new ArrayList<>();
    try (Stream<Path> files = Files.list(Models.file("keras"))) {
      for (Path file : files.filter(path -> !path.toString().endsWith(".npz")).sorted().toList()) {
        table.add(file.getFileName() + " " + result(file));
      }
    }

    assertThat(table)
        .hasSize(3 * 40 + 3)
        .allMatch(line -> line.contains(" right: ") || line.contains(" refused: "))
        .filteredOn(line -> line.contains(" refused: "))
        .extracting(line -> line.replaceFirst(" .*", ""))
        .containsExactly("fun.weights.h5", "res.weights.h5", "seq.weights.h5");
  }

  private static String result(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.contains(".weights.")) {
      return refusal(file);
    }
    Path reference = file.resolveSibling(name.replaceFirst("\\..*", ".npz"));
    Sample sample = new Sample(file, Networks.importModel(file), numbers(reference));
    String layer = gradientLayer(reference);
    Values values = new PlainForward(sample.network()).values(sample.input(sample.image()));
    List<Double> figures = new ArrayList<>();
    for (Node node : sample.network().architecture().nodes()) {
      if (!(name.startsWith(CHANNELS_FIRST) && node.layer() instanceof Dense)) {
        figures.addAll(differences(sample, node, values));
      }
    }
    figures.add(name.startsWith(CHANNELS_FIRST) ? 0 : output(sample, values));
    double worst = figures.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double slope = slope(sample, layer);
    return String.format(
        Locale.ROOT,
        "%s: %d figures at most %.1e off, slopes %.1e off",
        figures.size() > 8 && worst < TOLERANCE && slope < SLOPE_TOLERANCE ? "right" : "wrong",
        figures.size(),
        worst,
        slope);
  }

  /**
   * Keras flattens with the channels last, whatever the data format (its Flatten transposes; so
   * does {@link KerasLayersTest}'s channelsFirst); this reference alone was flattened as the map
   * lies.
   */
  @Test
  void theReferenceWithChannelsFirstIsMetWithoutTheTransposition() throws IOException {
    for (String form : List.of("k2.h5", "k3.h5", "keras")) {
      Path file = Models.file("keras").resolve(CHANNELS_FIRST + form);
      Path reference = file.resolveSibling(CHANNELS_FIRST + "npz");
      Sample sample = new Sample(file, Networks.importModel(file), numbers(reference));
      Values values = new PlainForward(sample.network()).values(sample.input(sample.image()));
      Tensor map = named(values.post(), "c2");
      Weights dense = named(sample.network().weights(), "fc");
      int[] order = new View("c2", map.shape(), View.LAST).order();
      double[] logits = new double[dense.bias().length];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = dense.bias()[i];
        for (int row = 0; row < order.length; row++) {
          logits[i] += map.values()[row] * dense.kernel()[i * order.length + order[row]];
        }
      }

      double[] wanted = named(sample.reference(), "fc.pre.mean").doubles();
      assertThat(difference(logits, wanted)).isLessThan(TOLERANCE);
    }
  }

  private static String refusal(Path file) {
    try {
      Networks.importModel(file);
      return "wrong: imported";
    } catch (SpecException e) {
      return (String.valueOf(e.getMessage()).contains("it holds weights only (name the network")
              ? "refused: "
              : "wrong: ")
          + e.getMessage();
    }
  }

  /** How far the means and maxima of a node are from those of the layers that it stands for. */
  private static List<Double> differences(Sample sample, Node node, Values values) {
    List<String> layers = layers(sample, node);
    List<Double> differences = new ArrayList<>();
    if (layers.isEmpty() || node.layer() instanceof Softmax) {
      return differences;
    }
    String last = layers.get(layers.size() - 1);
    boolean softmax = sample.network().architecture().node(last + "_softmax").isPresent();
    String when = layers.size() > 1 ? ".post" : ".pre";
    add(differences, sample, named(values.pre(), node.name()), before(layers, node) + when);
    add(
        differences,
        sample,
        named(values.post(), node.name()),
        last + (softmax ? ".pre" : ".post"));
    return differences;
  }

  /** Of the layers that a node stands for the one that gives its value before its nonlinearity. */
  private static String before(List<String> layers, Node node) {
    boolean ended = layers.size() > 1 && !node.activation().equals(Elementary.NONE);
    return layers.get(layers.size() - (ended ? 2 : 1));
  }

  /** The names of the file that a node stands for, the last after its nonlinearity. */
  private static List<String> layers(Sample sample, Node node) {
    List<String> layers = new ArrayList<>(List.of(node.name()));
    sample
        .network()
        .architecture()
        .absent()
        .forEach(
            (name, reason) -> {
              if (reason.startsWith(ABSORBED + node.name() + " ")) {
                layers.add(name);
              }
            });
    return layers.stream()
        .map(layer -> layer.substring(layer.lastIndexOf('/') + 1))
        .filter(layer -> sample.reference().containsKey(layer + ".pre.mean"))
        .toList();
  }

  private static void add(List<Double> differences, Sample sample, Tensor found, String figures) {
    int area = found.shape().area();
    double[] maxima =
        IntStream.range(0, found.shape().channels())
            .mapToDouble(
                c -> Arrays.stream(found.values(), c * area, (c + 1) * area).max().orElseThrow())
            .toArray();
    Map<String, NpyArray> reference = sample.reference();
    double[] means = named(reference, figures + ".mean").doubles();
    differences.add(difference(found.channelMeans(), means));
    differences.add(difference(maxima, named(reference, figures + ".max").doubles()));
  }

  private static double output(Sample sample, Values values) {
    List<Node> nodes = sample.network().architecture().nodes();
    double[] output = named(values.post(), nodes.get(nodes.size() - 1).name()).values();
    return difference(output, named(sample.reference(), "output").doubles());
  }

  /**
   * How far slopes along some directions are from what the reference's gradient says; nothing where
   * the node's value includes a normalization, which the reference's does not.
   */
  private static double slope(Sample sample, String layer) {
    Node node =
        sample.network().architecture().nodes().stream()
            .filter(each -> layers(sample, each).contains(layer))
            .findFirst()
            .orElseThrow();
    if (!before(layers(sample, node), node).equals(layer)) {
      return 0;
    }
    double[] gradient = named(sample.reference(), "gradient").doubles();
    double length = Math.sqrt(Arrays.stream(gradient).map(value -> value * value).sum());
    double worst = 0;
    for (int seed = 0; seed < 3; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] direction =
          Arrays.stream(gradient).map(value -> value / length + random.nextDouble(-1, 1)).toArray();
      double wanted = 0;
      for (int i = 0; i < direction.length; i++) {
        wanted += gradient[i] * direction[i];
      }
      double rise = mean(sample, node, direction, STEP) - mean(sample, node, direction, -STEP);
      worst = Math.max(worst, Math.abs(rise / (2 * STEP) - wanted) / length);
    }
    return worst;
  }

  /** The mean of the gradient's channel for an image that is moved. */
  private static double mean(Sample sample, Node node, double[] direction, double step) {
    double[] moved = sample.image();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    int channel = (int) named(sample.reference(), "gradient.channel").doubles()[0];
    Values values = new PlainForward(sample.network()).values(sample.input(moved));
    return named(values.pre(), node.name()).channelMeans()[channel];
  }

  /** All arrays of numbers. */
  private static Map<String, NpyArray> numbers(Path file) throws IOException {
    Map<String, NpyArray> arrays = new TreeMap<>();
    try (Npz npz = Npz.open(file)) {
      for (String name : npz.names()) {
        if (!name.equals(GRADIENT_LAYER)) {
          arrays.put(name, npz.array(name));
        }
      }
    }
    return arrays;
  }

  /** The layer of the gradient, a text of NumPy: four bytes a letter. */
  private static String gradientLayer(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(GRADIENT_LAYER + ".npy"))) {
      byte[] bytes = in.readAllBytes();
      int header = 10 + (bytes[8] & 0xff) + 256 * (bytes[9] & 0xff);
      return new String(bytes, header, bytes.length - header, Charset.forName("UTF-32LE")).trim();
    }
  }

  /** The largest difference as a part of the largest value. */
  private static double difference(double[] found, double[] wanted) {
    if (found.length != wanted.length) {
      return Double.POSITIVE_INFINITY;
    }
    double scale = Math.max(1e-9, Arrays.stream(wanted).map(Math::abs).max().orElseThrow());
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      worst = Math.max(worst, Math.abs(found[i] - wanted[i]) / scale);
    }
    return worst;
  }
}
