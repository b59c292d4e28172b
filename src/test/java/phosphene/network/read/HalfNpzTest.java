package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.Deterministic;
import phosphene.network.Half;
import phosphene.network.HalfNpz;
import phosphene.network.Network;
import phosphene.network.Weights;
import phosphene.network.zoo.Networks;

/** Weights in 16-bit floats. */
class HalfNpzTest {
  @TempDir Path folder;

  @Deterministic
  @Test
  void everyHalfComesBackAsItself() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Half.value((short) bits);
      if (Float.isFinite(value)) {
        assertThat(Half.of(value)).isEqualTo((short) bits);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "1.00048828125, 1.0", // half a step above: to the even neighbour
    "1.00146484375, 1.001953125", // and from below
    "1.0005, 1.0009765625",
    "65519.99, 65504",
    "-1e-9, -0.0",
    "2.98023223876953125e-8, 0.0", // half of the smallest
    "6.1e-5, 6.097555160522461e-5" // below the smallest normal one
  })
  void valuesAreRoundedToTheNearest(float value, float rounded) {
    assertThat(Half.value(Half.of(value))).isEqualTo(rounded);
  }

  @ParameterizedTest
  @CsvSource({"65520", "-70000", "NaN", "Infinity"})
  void valuesBeyondTheRangeAreRefused(float value) {
    assertThatThrownBy(() -> Half.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid weight: " + value + " (must be between -65504 and 65504)");
  }

  @Test
  void aNetworkReadsWhatWasWritten() throws IOException {
    Network random = Networks.random("primer", 3);
    byte[] bytes = HalfNpz.bytes(random.architecture(), random.weights());
    Path file = Files.write(folder.resolve("primer.npz"), bytes);

    Network read = Networks.open("primer", file);

    assertThat(read.architecture()).isEqualTo(random.architecture());
    random
        .weights()
        .forEach(
            (layer, weights) -> {
              float[] expected = rounded(weights.kernel());
              assertThat(Arrays.equals(read.weights().get(layer).kernel(), expected))
                  .as(layer)
                  .isTrue();
            });
    assertThat(Arrays.equals(HalfNpz.bytes(read.architecture(), read.weights()), bytes)).isTrue();
  }

  @Test
  void weightsOfEveryLayerAreNeeded() {
    Network random = Networks.random("primer", 3);
    Map<String, Weights> fewer = new HashMap<>(random.weights());
    fewer.remove("block2_conv1");

    assertThatThrownBy(() -> HalfNpz.bytes(random.architecture(), fewer))
        .hasMessage("Invalid weights: none of block2_conv1");
  }

  private static float[] rounded(float[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = Half.value(Half.of(values[i]));
    }
    return rounded;
  }
}
