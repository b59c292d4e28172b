package phosphene.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.List;
import org.bytedeco.dnnl.memory.data_type;
import org.junit.jupiter.api.Test;
import phosphene.engine.Batch;
import phosphene.engine.Toys;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Shape;
import phosphene.network.Window;

/** What decides about the company of images. */
class WayTest {
  private static final Window THREE = Window.of(3, 1, 1);
  private static final Architecture NETWORK =
      Toys.network(
              128,
              1,
              relu("first", new Convolution(64, THREE), "input"),
              relu("second", new Convolution(64, THREE), "first"),
              node("pool", new MaxPool(Window.of(4, 4, 0)), "second"),
              relu("third", new Convolution(128, THREE), "pool"))
          .architecture();

  private static Setting setting(Batch batch) {
    return new Setting(Instructions.AVX512, batch, Order.BLOCKED, data_type.f32);
  }

  @Test
  void whereEveryConvolutionSeesManyPixelsNoImageGainsByCompany() {
    Setting setting = setting(new Batch(8, 128, 128));
    assertThat(Way.large(NETWORK.cut(List.of("second")), setting)).isTrue();
    assertThat(Way.large(NETWORK, setting)).as("32 pixels after the pool").isFalse();
    Setting small = setting(new Batch(8, 63, 63));
    assertThat(Way.large(NETWORK.cut(List.of("second")), small)).isFalse();
  }

  @Test
  void fewImagesDoNotPayForBlanksWhereWeightsAreSmall() {
    Convolution layer = new Convolution(256, THREE);
    Shape in = new Shape(64, 14, 14);
    assertThat(Way.of(layer, in, setting(new Batch(8, 14, 14))).group()).isEqualTo(8);
    assertThat(Way.of(layer, in, setting(Batch.few(8, 14, 14))).group()).isZero();
    Shape heavy = new Shape(256, 14, 14);
    assertThat(Way.of(layer, heavy, setting(Batch.few(8, 14, 14))).group()).isEqualTo(8);
  }
}
