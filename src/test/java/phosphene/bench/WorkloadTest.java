package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.spec.SpecException;

class WorkloadTest {
  private static final Convolution CONVOLUTION = new Convolution(4, Window.of(3, 1, 1));

  private final Network network =
      network(
          new Shape(3, 32, 32),
          Preprocessing.torch(),
          1,
          relu("first", CONVOLUTION, "input"),
          relu("second", CONVOLUTION, "first"),
          node("pool", new GlobalAveragePool(), "second"),
          node("dense", new Dense(2), "pool"));

  @Test
  void aNetworkEndsInItsLastConvolutionBeforeTheNonlinearity() {
    Workload workload = Workload.of(network, Optional.empty());

    assertThat(workload.layer()).isEqualTo("second");
    assertThat(workload.network().architecture().nodes())
        .containsExactly(
            relu("first", CONVOLUTION, "input"),
            new Node("second", CONVOLUTION, List.of("first"), Elementary.NONE));
    assertThat(workload.network().architecture().preprocessing()).isEqualTo(Preprocessing.unit());
    assertThat(Workload.of(network, Optional.of("first")).layer()).isEqualTo("first");
  }

  @Test
  void imagesAreThoseOfAnAtlasUnlessTheNetworkTakesLess() {
    assertThat(Workload.of(network, Optional.empty()).pixels()).isEqualTo(32);
    assertThat(Workload.vgg19(1).pixels()).isEqualTo(128);
  }

  @Test
  void whatCannotBeMeasuredIsTold() {
    assertThatThrownBy(() -> Workload.of(network, Optional.of("pool")))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid --layer: pool (must be a convolution of toy, such as second)");
    Network dense = network(8, 1, node("dense", new Dense(2), "input"));
    assertThatThrownBy(() -> Workload.of(dense, Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot measure toy: it has no convolution");
    Network grey =
        network(new Shape(1, 8, 8), Preprocessing.grey(), 1, relu("first", CONVOLUTION, "input"));
    assertThatThrownBy(() -> Workload.of(grey, Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot measure toy: its images have no three colors");
  }
}
