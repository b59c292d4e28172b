package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.PlainForward.named;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import phosphene.Models;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.Shape;
import phosphene.network.activation.Elementary;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/** Keras models of a kind of layer each: each is right, or refused; none is wrong in silence. */
class KerasSamplesTest {
  private static final Path FOLDER = Models.file("keras");
  private static final Pattern REASON =
      Pattern.compile("layer \\w+ |it holds weights only|it was written by Keras 3");
  // Values are float32 in the file, and the reference is computed in double.
  private static final double TOLERANCE = 2e-5;

  @Test
  void everyModelIsImportedAsItsReferenceOrRefusedByFileAndLayer() throws IOException {
    List<String> table = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".h5")).sorted().toList()) {
        table.add(file.getFileName() + " " + result(file));
      }
    }

    assertThat(table)
        .hasSize(83)
        .allMatch(line -> line.contains(" right: ") || line.contains(" refused: "))
        .filteredOn(line -> line.contains(" right: "))
        .extracting(line -> line.replaceFirst(" .*", ""))
        .containsExactly(
            "add3.k2.h5",
            "any_size.k2.h5",
            "avgpool_same.k2.h5",
            "bn_axis_int.k2.h5",
            "bn_noscale.k2.h5",
            "concat.k2.h5",
            "fun.k2.h5",
            "seq.k2.h5",
            "two_heads.k2.h5");
  }

  private static String result(Path file) throws IOException {
    Network network;
    try {
      network = Networks.importModel(file);
    } catch (SpecException e) {
      String message = String.valueOf(e.getMessage());
      String reason = message.replace("Cannot import " + file + ": ", "");
      boolean explained = !reason.equals(message) && REASON.matcher(reason).lookingAt();
      return (explained ? "refused: " : "wrong refusal: ") + message;
    }
    String name = file.getFileName().toString().replaceFirst("\\..*", "");
    Map<String, NpyArray> reference = reference(FOLDER.resolve(name + ".npz"));
    NpyArray input = named(reference, "input_nchw");
    Shape shape = new Shape(input.shape().get(1), input.shape().get(2), input.shape().get(3));
    var outputs = new PlainForward(network).run(new Tensor(shape, input.doubles()));
    return compared(network.architecture().nodes(), outputs, reference);
  }

  private static String compared(
      List<Node> nodes, Map<String, Tensor> outputs, Map<String, NpyArray> reference) {
    double worst = 0;
    int layers = 0;
    for (Node node : nodes) {
      String when = node.activation() == Elementary.NONE ? ".pre.mean" : ".post.mean";
      NpyArray means = reference.get(node.name() + when);
      if (means != null) {
        double[] found = named(outputs, node.name()).channelMeans();
        worst = Math.max(worst, difference(found, means.doubles()));
        layers++;
      }
    }
    Tensor last = named(outputs, nodes.get(nodes.size() - 1).name());
    worst = Math.max(worst, difference(last.values(), named(reference, "output").doubles()));
    return String.format(
        Locale.ROOT,
        "%s: %d layers and the output, at most %.1e off",
        worst <= TOLERANCE && layers > 1 ? "right" : "wrong",
        layers,
        worst);
  }

  /** All arrays of numbers. */
  private static Map<String, NpyArray> reference(Path file) throws IOException {
    Map<String, NpyArray> arrays = new HashMap<>();
    try (Npz npz = Npz.open(file)) {
      for (String name : npz.names()) {
        if (!name.equals("gradient.layer")) {
          arrays.put(name, npz.array(name));
        }
      }
    }
    return arrays;
  }

  /** The largest difference as a part of the largest value. */
  private static double difference(double[] found, double[] wanted) {
    if (found.length != wanted.length) {
      return Double.POSITIVE_INFINITY;
    }
    double scale = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      worst = Math.max(worst, Math.abs(found[i] - wanted[i]) / scale);
    }
    return worst;
  }
}
