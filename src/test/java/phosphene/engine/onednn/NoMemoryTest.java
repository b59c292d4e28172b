package phosphene.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory.data_type;
import org.junit.jupiter.api.Test;
import phosphene.engine.Batch;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.Toys;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Window;
import phosphene.spec.Tap;

/** What is left where the memory ends while a session is laid out. */
class NoMemoryTest {
  private static final int SIZE = 8;
  private static final Convolution CONV = new Convolution(16, Window.of(3, 1, 1));
  private static final Network NETWORK =
      Toys.network(SIZE, 1, Toys.relu("a", CONV, "input"), Toys.relu("b", CONV, "a"));

  private final List<Long> allocated = new ArrayList<>();
  private final NativePool pool = new NativePool(this::allocate);
  private int most = Integer.MAX_VALUE;

  private Block allocate(long bytes, long margin) {
    if (allocated.size() == most) {
      throw new OutOfMemoryError("no more");
    }
    allocated.add(bytes);
    return Block.allocate(bytes, margin);
  }

  private Session open(PackedWeights weights) {
    Architecture architecture = NETWORK.architecture();
    Setting setting =
        Setting.of(
            architecture, new Batch(1, SIZE, SIZE), OneDnn.instructions(), data_type.f32);
    return OneDnnSession.open(
        architecture, setting, weights, pool, List.of(new Target("b", Tap.POST)));
  }

  @Test
  void aSessionWithoutRoomForItsWayBackIsClosedAndLeavesItsMemory() {
    float[] pixels = new float[3 * SIZE * SIZE];
    try (PackedWeights weights = new PackedWeights(NETWORK)) {
      Session session = open(weights);
      session.forward(pixels);
      most = allocated.size();

      assertThatThrownBy(() -> session.backward(ReluRule.EXACT, pixels))
          .isInstanceOf(OutOfMemoryError.class);
      assertThatThrownBy(() -> session.forward(pixels))
          .hasMessage("Cannot use a session: it is closed");

      open(weights).close(); // of what was given back
      assertThat(allocated).hasSize(most);
    } finally {
      pool.close();
    }
  }

  @Test
  void aSessionThatCannotBeOpenedLeavesItsMemory() {
    most = 2;
    try (PackedWeights weights = new PackedWeights(NETWORK)) {
      assertThatThrownBy(() -> open(weights)).isInstanceOf(OutOfMemoryError.class);
      assertThat(pool.take(allocated.get(0)).bytes()).isEqualTo(allocated.get(0));
      assertThat(allocated).hasSize(2);
    } finally {
      pool.close();
    }
  }
}
