package phosphene.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.engine.Batch;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.network.ChannelGather;
import phosphene.network.Concat;
import phosphene.network.Layer;
import phosphene.network.LayerNormalization;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.zoo.Networks;
import phosphene.spec.Precision;
import phosphene.spec.Tap;

/** What oneDNN chooses: a reference implementation takes a hundred times as long. */
class KernelsTest {
  @ParameterizedTest
  @CsvSource({
    "vgg19, 64, F32",
    "squeezenet, 99, F32",
    "googlenet, 96, F32",
    "primer, 64, F32",
    "resnet18, 64, F32",
    "mobilenet_v2, 64, F32",
    "resnext50_32x4d, 64, F32",
    "densenet121, 64, F32",
    "mobilenet_v3_large, 64, F32",
    "efficientnet_b0, 64, F32",
    "convnext_tiny, 64, F32",
    "shufflenet_v2_x1_0, 64, F32",
    "vgg19, 64, BF16",
    "googlenet, 96, BF16",
    "resnet18, 64, BF16",
    "mobilenet_v3_large, 64, BF16",
    "convnext_tiny, 64, BF16",
    "shufflenet_v2_x1_0, 64, BF16"
  })
  void noCallRunsByAReferenceImplementation(String name, int pixels, Precision precision) {
    OneDnnKind kind = new OneDnnKind();
    assumeTrue(kind.obstacle(new Device.Cpu(), precision).isEmpty(), "no bf16 here");
    Network network = Networks.random(name, 1);
    for (int images : List.of(1, 2)) {
      try (Engine engine = kind.open(network, new Device.Cpu(), precision);
          Session session =
              engine.open(
                  List.of(new Target(top(network), Tap.PRE)), new Batch(images, pixels, pixels))) {
        Shape shape = session.shape(0);
        float[] image = new float[images * 3 * pixels * pixels];
        Arrays.fill(image, 0.5f);
        session.forward(image);
        float[] ones = new float[shape.size()];
        Arrays.fill(ones, 1);
        session.addGradient(0, 0, ones);
        session.backward(ReluRule.EXACT, new float[image.length]);

        assertThat(slow((OneDnnSession) session, network)).isEmpty();
      }
    }
  }

  /** The last layer that has rows and columns. */
  private static String top(Network network) {
    List<Node> nodes = network.architecture().convolutionsAndBlocks();
    return nodes.get(nodes.size() - 1).name();
  }

  /**
   * What runs by a loop over values; the simple implementations of concatenations and copies move
   * blocks, and that of layer normalization calls kernels row by row.
   */
  private static Set<String> slow(OneDnnSession session, Network network) {
    return session.kernels().stream()
        .filter(
            kernel ->
                kernel.implementation().startsWith("ref")
                    || (kernel.implementation().startsWith("simple")
                        && !blockwise(network, kernel.node())))
        .map(kernel -> kernel.node() + " " + kernel.implementation())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean blockwise(Network network, String node) {
    Layer layer = network.architecture().node(node).orElseThrow().layer();
    return Stream.of(Concat.class, ChannelGather.class, LayerNormalization.class)
        .anyMatch(kind -> kind.isInstance(layer));
  }
}
