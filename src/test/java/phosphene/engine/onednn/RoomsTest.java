package phosphene.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.relu;

import java.util.List;
import org.bytedeco.dnnl.memory.data_type;
import org.junit.jupiter.api.Test;
import phosphene.engine.Batch;
import phosphene.engine.Toys;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Window;

/** Room for blanks is where a group of images needs it, and nowhere else. */
class RoomsTest {
  private static final Convolution ONE = new Convolution(128, Window.of(1, 1, 0));
  private static final Convolution THREE = new Convolution(128, Window.of(3, 1, 1));
  private static final Architecture NETWORK =
      Toys.network(
              16,
              1,
              relu("first", ONE, "input"),
              relu("before", ONE, "first"),
              relu("grouped", THREE, "before"),
              relu("after", ONE, "grouped"),
              relu("halved", new Convolution(128, Window.of(3, 2, 1)), "after"))
          .architecture();

  private static List<Integer> rooms(Batch batch) {
    Setting setting = new Setting(Instructions.AVX512, batch, Order.BLOCKED, data_type.f32);
    Rooms rooms = Rooms.of(NETWORK, NETWORK.shapes(16, 16), setting);
    return NETWORK.nodes().stream().map(node -> rooms.of(node.name())).toList();
  }

  @Test
  void onlyAGroupsOwnLayersHaveRoomForIt() {
    assertThat(rooms(new Batch(1, 16, 16))).containsExactly(1, 8, 8, 1, 1);
  }

  @Test
  void anImageThatAlwaysPassesAloneHasRoomForItselfOnly() {
    assertThat(rooms(Batch.alone(16, 16))).containsOnly(1);
  }
}
