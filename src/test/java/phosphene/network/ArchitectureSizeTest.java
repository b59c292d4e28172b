package phosphene.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.network.AveragePool.Divisor;
import phosphene.network.activation.Elementary;
import phosphene.spec.SpecException;

/** What sizes of images a network takes. */
class ArchitectureSizeTest {
  private static Node node(String name, Layer layer, String input) {
    return new Node(name, layer, List.of(input), Elementary.NONE);
  }

  /** As PyTorch exports {@code F.avg_pool2d(x, x.size(3))}. */
  private static final Architecture POOLED =
      new Architecture(
          "pooled",
          new Shape(3, 32, 32),
          Preprocessing.unit(),
          List.of(
              node("conv", new Convolution(4, Window.of(3, 4, 1)), Architecture.INPUT),
              node("pool", new AveragePool(Window.of(8, 8, 0), Divisor.WINDOW), "conv"),
              node("fc", new Dense(1000), "pool")));

  @Test
  void aDenseLayerBehindAPoolOfTheUsualSizeTakesNoLargerImage() {
    POOLED.requireSize(32, 32);
    assertThat(POOLED.fixedSize()).isTrue();
    assertThat(POOLED.cut(List.of("pool")).fixedSize()).isFalse();
    assertThatThrownBy(() -> POOLED.requireSize(64, 64))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid size: 64x64 (must be 32x32 for pooled)");
    assertThat(POOLED.canvas("fc", 64)).isEqualTo(32);
    assertThat(POOLED.canvas("conv", 64)).isEqualTo(64);
    assertThat(POOLED.canvas("pool", 64)).isEqualTo(64);
  }
}
