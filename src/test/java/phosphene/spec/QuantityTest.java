package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What figures look like. */
class QuantityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 B | 0 B",
        "999 | 999 B | 999 B",
        "1000 | 1.0 kB | 1.0 kB",
        "999949 | 999.9 kB | 999.9 kB",
        "999950 | 1.0 MB | 1.0 MB",
        "9999999 | 10.0 MB | 10.0 MB",
        "10000000 | 10.0 MB | 0.01 GB",
        "2500000000 | 2.5 GB | 2.50 GB",
      })
  void bytesAreInTheUnitThatSuitsThem(double bytes, String shown, String memory) {
    assertThat(Quantity.bytes(bytes)).isEqualTo(shown);
    assertThat(Quantity.memory(bytes)).isEqualTo(memory);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 pixels",
    "820, 820 pixels",
    "3840, 3.8 thousand pixels",
    "12000000, 12.0 million pixels",
  })
  void pixelsToo(double pixels, String shown) {
    assertThat(Quantity.pixels(pixels)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0, none",
    "5, 5.000 FLOP",
    "12, 0.012 kFLOP",
    "3.79e8, 0.379 GFLOP",
    "2e13, 0.020 PFLOP",
    "4e18, '4,000.000 PFLOP'",
  })
  void operationsToo(double operations, String shown) {
    assertThat(Quantity.operations(operations)).isEqualTo(shown);
  }

  @Test
  void whatTakesAMomentTakesSome() {
    assertThat(Quantity.seconds(0.0001)).isEqualTo("1 ms");
    assertThat(Quantity.seconds(0.0161)).isEqualTo("17 ms");
    assertThat(Quantity.seconds(0.05)).isEqualTo("0.1 s");
  }
}
