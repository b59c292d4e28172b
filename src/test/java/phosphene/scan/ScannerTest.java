package phosphene.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TestEngines;
import phosphene.engine.Toys;
import phosphene.image.pixel.Raster;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.spec.Tap;

/** Figures of all units, against the engine's own values. */
class ScannerTest {
  private static final int SIDE = 16;
  private static final Network NETWORK =
      Toys.network(
          SIDE,
          3,
          relu("conv1", new Convolution(5, Window.of(3, 2, 1)), "input"),
          relu("left", new Convolution(4, Window.of(1, 1, 0)), "conv1"),
          relu("right", new Convolution(3, Window.of(3, 1, 1)), "conv1"),
          node("both", new Concat(), "left", "right"),
          node("linear", new Convolution(3, Window.of(1, 1, 0)), "conv1"),
          node("mixed", new Concat(), "linear", "right"),
          node("pool", new MaxPool(Window.of(2, 2, 0)), "both"),
          relu("fc", new Dense(7), "pool"),
          node("dense", new Dense(6), "fc"),
          node("prob", new Softmax(), "dense"));
  private static final List<String> LAYERS =
      List.of("conv1", "right", "both", "linear", "mixed", "pool", "fc", "dense");

  private static Raster square(long seed) {
    return new Raster(SIDE, SIDE, Toys.values(new SplittableRandom(seed), 3 * SIDE * SIDE, 0, 1));
  }

  @Test
  void figuresAreThoseOfTheValuesBeforeAndAfterTheNonlinearity() {
    try (Engine engine = TestEngines.open(NETWORK);
        Scanner scanner =
            Scanner.open(engine, LAYERS, Optional.of("prob"), Scanner.Keep.FIGURES, 2)) {
      List<PhotoActivations> activations = scanner.scan(List.of(square(1), square(2)));
      for (int image = 0; image < 2; image++) {
        for (String layer : LAYERS) {
          check(
              engine,
              layer,
              square(image + 1),
              Objects.requireNonNull(activations.get(image).figures().get(layer)));
        }
        float sum = 0;
        for (float probability : activations.get(image).probabilities()) {
          sum += probability;
        }
        assertThat(sum).isCloseTo(1, within(1e-5f));
        assertThat(activations.get(image).neurons()).isEmpty();
      }
      assertThat(scanner.scan(List.of(square(2))).get(0).figures().get("conv1").maxima())
          .as("alone, and with another")
          .isEqualTo(activations.get(1).figures().get("conv1").maxima());
    }
  }

  private static void check(Engine engine, String layer, Raster square, LayerFigures figures) {
    float[] before = values(engine, layer, Tap.PRE, square);
    float[] after = values(engine, layer, Tap.POST, square);
    int channels = figures.maxima().length;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      double sumBefore = 0;
      float most = Float.NEGATIVE_INFINITY;
      for (int i = c; i < before.length; i += channels) {
        sum += after[i];
        sumBefore += before[i];
        most = Math.max(most, layer.equals("mixed") ? after[i] : before[i]);
      }
      int area = before.length / channels;
      assertThat(figures.maxima()[c]).as(layer).isEqualTo(most);
      float there = (layer.equals("mixed") ? after : before)[figures.positions()[c] * channels + c];
      assertThat(there).as(layer).isEqualTo(most);
      assertThat((double) figures.means()[c]).as(layer).isCloseTo(sum / area, within(1e-5));
      assertThat((double) figures.meansBefore()[c])
          .as(layer)
          .isCloseTo(sumBefore / area, within(1e-5));
    }
  }

  private static float[] values(Engine engine, String layer, Tap tap, Raster square) {
    try (Session session = engine.open(List.of(new Target(layer, tap)), new Batch(1, SIDE, SIDE))) {
      session.forward(square.planes());
      float[] values = new float[session.shape(0).size()];
      session.read(0, 0, values);
      return values;
    }
  }

  @Test
  void neuronsAreTheValuesAfterTheNonlinearityToHalfAStepChannelByChannel() {
    try (Engine engine = TestEngines.open(NETWORK);
        Scanner scanner =
            Scanner.open(engine, LAYERS, Optional.of("prob"), Scanner.Keep.NEURONS, 1)) {
      PhotoActivations.Kept kept = scanner.scan(List.of(square(4))).get(0).neurons().orElseThrow();
      List<String> layers = new ArrayList<>();
      int end = 0;
      for (Neurons.Span span : kept.spans()) {
        layers.add(span.layer());
        assertThat(span.offset()).isEqualTo(end);
        float[] values = values(engine, span.layer(), Tap.POST, square(4));
        int area = span.shape().area();
        int channels = span.shape().channels();
        for (int i = 0; i < values.length; i++) {
          int at = span.offset() + i % channels * area + i / channels;
          byte level = kept.values().bytes()[at];
          assertThat((span.minimum() < 0 ? level : level & 255) * span.scale())
              .isCloseTo(values[i], within(span.scale() * 0.501));
        }
        end += values.length;
      }
      assertThat(layers)
          .as("the classes have their probabilities")
          .containsExactly("conv1", "right", "both", "linear", "mixed", "pool", "fc");
      assertThat(kept.spans().stream().filter(span -> span.minimum() < 0))
          .as("what a ReLU cuts is no value")
          .extracting(Neurons.Span::layer)
          .containsExactly("linear", "mixed");
      assertThat(kept.values().bytes()).hasSize(end);
    }
  }

  @Test
  void withoutProbabilitiesTheLastLayerIsOneAsAnyOther() {
    try (Engine engine = TestEngines.open(NETWORK);
        Scanner scanner =
            Scanner.open(engine, List.of("dense"), Optional.empty(), Scanner.Keep.NEURONS, 1)) {
      PhotoActivations activations = scanner.scan(List.of(square(4))).get(0);
      assertThat(activations.probabilities()).isEmpty();
      assertThat(activations.neurons().orElseThrow().spans())
          .extracting(Neurons.Span::layer)
          .containsExactly("dense");
    }
  }
}
