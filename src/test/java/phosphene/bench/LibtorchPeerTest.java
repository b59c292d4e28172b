package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.bench.EnginePeer.Use;
import phosphene.engine.Engine;
import phosphene.network.AveragePool;
import phosphene.network.Axis;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.Elementwise.Operation;
import phosphene.network.Extent;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Pad;
import phosphene.network.Padding;
import phosphene.network.Scale;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.HardSigmoid;
import phosphene.network.activation.LeakyRelu;
import phosphene.network.zoo.Networks;

@EnabledIfEnvironmentVariable(
    named = "PHOSPHENE_BENCH",
    matches = "1",
    disabledReason = "downloads 110 MB of libtorch; set PHOSPHENE_BENCH=1")
class LibtorchPeerTest extends PeerContract {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final Window THREE = Window.of(3, 2, 1);
  private static final Window BARE = Window.of(3, 2, 0);
  private static final Padding UNEVEN = new Padding(0, 1, 2, 1);

  @Override
  Peer open(Workload workload) throws PeerAbsentException {
    return LibtorchPeer.start(workload, HOME, 1);
  }

  @Test
  void itsForwardPassAgreesWithAScan() throws PeerAbsentException {
    ScanBenchmark.Result result = ScanBenchmark.squeezenet(1).run(2, 1, HOME);

    assertThat(result.distance()).isPositive().isLessThan(1e-5);
    assertThat(result.theirs()).hasSize(1).allMatch(photos -> photos > 0);
  }

  @Test
  void everyLayerThatItIsTaughtIsOurs() throws PeerAbsentException {
    List<Layer> layers =
        List.of(
            new Convolution(4, THREE, 2),
            new Convolution(8, THREE.dilated(new Extent(1, 2)), 4),
            new Convolution(4, BARE.padded(UNEVEN)),
            new Convolution(4, BARE.rounded(Rounding.SAME)),
            new MaxPool(BARE.rounded(Rounding.CEIL)),
            new MaxPool(BARE.rounded(Rounding.SAME)),
            new MaxPool(BARE.rounded(Rounding.SAME_LOWER)),
            new MaxPool(Window.of(2, 2, 0).padded(new Padding(0, 1, 0, 1))),
            new AveragePool(THREE, AveragePool.Divisor.VALID),
            new AveragePool(THREE.rounded(Rounding.CEIL), AveragePool.Divisor.VALID),
            new AveragePool(THREE.rounded(Rounding.CEIL), AveragePool.Divisor.WINDOW),
            new AveragePool(BARE.padded(UNEVEN), AveragePool.Divisor.WINDOW),
            new GlobalAveragePool(),
            new Dense(3),
            new Scale(),
            new LocalResponseNorm(3, 0.5, 0.75, 1),
            new Identity(),
            new Pad(UNEVEN, Pad.Mode.CONSTANT, 0.5f),
            new Pad(UNEVEN, Pad.Mode.REFLECT, 0),
            new Pad(UNEVEN, Pad.Mode.EDGE, 0));
    for (Layer layer : layers) {
      assertAlike(new Node("x", layer, List.of("a"), Elementary.NONE), 1e-5);
    }
  }

  @Test
  void everyWayToJoinIsOurs() throws PeerAbsentException {
    for (Operation operation : Operation.values()) {
      assertAlike(node("x", new Elementwise(operation), "a", "b"), 1e-5);
    }
    assertAlike(node("x", new Elementwise(Operation.AVERAGE), "a", "b", "a"), 1e-5);
    for (Axis axis : Axis.values()) {
      assertAlike(node("x", new Concat(axis), "a", "b"), 1e-5);
    }
  }

  static Stream<Activation> activations() {
    return Stream.of(
        Clip.RELU6,
        new Clip(-0.1, 0.2),
        new LeakyRelu(0.1),
        new HardSigmoid(0.2, 0.5),
        Elementary.RELU,
        Elementary.SIGMOID,
        Elementary.TANH,
        Elementary.SILU,
        Elementary.GELU,
        Elementary.HARD_SWISH);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void everyNonlinearityIsOurs(Activation activation) throws PeerAbsentException {
    assertAlike(new Node("x", new Convolution(4, THREE), List.of("a"), activation), 1e-5);
  }

  @Test
  void theNetworksOfTheGoalsAreOurs() throws PeerAbsentException {
    for (String name : List.of("squeezenet", "googlenet", "primer", "resnet50", "mobilenet_v2")) {
      assertAlike(Workload.of(Networks.random(name, 1), Optional.empty()), 64, 0.05);
    }
  }

  @Test
  void inBfloat16ItsGradientIsCoarseButTheSame() throws PeerAbsentException {
    Workload workload = Workload.chain("small", new int[] {1, 2}, new int[] {4, 5}, 11);
    try (Peer peer = LibtorchPeer.bfloat16(workload, HOME, 1)) {
      double off = new Directional(workload, 1).error(peer);

      assertThat(Math.abs(off)).isBetween(1e-6, 0.1);
      assertThat(peer.name()).startsWith("libtorch bfloat16 2.");
      assertThat(peer.tolerance()).isInfinite();
    }
  }

  private static void assertAlike(Node node, double most) throws PeerAbsentException {
    Window three = Window.of(3, 1, 1);
    assertAlike(
        new Workload(
            network(
                12,
                1,
                relu("a", new Convolution(4, three), "input"),
                node("b", new Convolution(4, three), "input"),
                node,
                node("last", new Convolution(2, Window.of(1, 1, 0)), "x")),
            0),
        12,
        most);
  }

  private static void assertAlike(Workload workload, int pixels, double most)
      throws PeerAbsentException {
    float[] images = Workload.images(2, pixels, 1);
    EngineChoice choice =
        EngineChoice.all().stream()
            .filter(any -> any.obstacle().isEmpty())
            .findFirst()
            .orElseThrow();
    try (Engine engine = choice.open(workload.network());
        EnginePeer ours = new EnginePeer(workload, choice, engine, Use.WHOLE);
        LibtorchPeer theirs = LibtorchPeer.start(workload, HOME, 1)) {
      double distance = theirs.step(images, 2, pixels).distanceTo(ours.step(images, 2, pixels));

      assertThat(distance).as(workload.network().architecture().toString()).isLessThan(most);
    }
  }
}
