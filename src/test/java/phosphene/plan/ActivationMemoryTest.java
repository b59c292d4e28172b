package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Elementwise;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.spec.DreamRecipe;
import phosphene.spec.Mix;

class ActivationMemoryTest {
  private static final Convolution FOUR = new Convolution(4, Window.of(3, 1, 1));
  private static final long MAP = 4 * 4 * 16 * 16; // bytes of four channels of 16 x 16

  private static ActivationMemory memory(Node... nodes) {
    Architecture net = network(16, 1, nodes).architecture();
    return ActivationMemory.of(net, 16, 16);
  }

  @Test
  void everyOutputIsHeldOnceWithReluOrNone() {
    ActivationMemory memory =
        memory(
            relu("a", FOUR, "input"),
            node("b", FOUR, "a"),
            node("pool", new MaxPool(Window.of(2, 2, 0)), "b"));
    assertThat(memory.deviceBytes()).isEqualTo(2 * MAP + MAP / 4);
    assertThat(memory.heapBytes()).isZero();
  }

  @Test
  void beforeOtherNonlinearitiesValuesAreHeldTooAndTheHeapHelpsOnce() {
    ActivationMemory memory =
        memory(
            new Node("a", FOUR, List.of("input"), Elementary.SILU),
            new Node("b", FOUR, List.of("a"), Elementary.GELU));
    assertThat(memory.deviceBytes()).isEqualTo(4 * MAP);
    assertThat(memory.heapBytes()).as("arrays of one length are shared").isEqualTo(3 * MAP);
  }

  @Test
  void layersWithoutAKernelOfALibraryTakeArraysOfTheHeap() {
    ActivationMemory memory =
        memory(
            relu("a", FOUR, "input"),
            node("b", new Convolution(8, Window.of(3, 1, 1), 4), "a"),
            node("c", new Elementwise(Elementwise.Operation.MULTIPLY), "a", "a"));
    assertThat(memory.heapBytes()).as("of 4 channels and of 8").isEqualTo(3 * (MAP + 2 * MAP));
  }

  @Test
  void dreamsCountIt() {
    Architecture plain = network(16, 1, relu("a", FOUR, "input")).architecture();
    Architecture bent =
        network(16, 1, new Node("a", FOUR, List.of("input"), Elementary.SILU)).architecture();
    DreamCost little = DreamCost.of(plain, Mix.of("a"), DreamRecipe.standard());
    DreamCost more = DreamCost.of(bent, Mix.of("a"), DreamRecipe.standard());
    assertThat(more.networkBytes()).isEqualTo(2 * little.networkBytes());
    assertThat(more.arrayBytes()).isGreaterThan(little.arrayBytes());
  }
}
