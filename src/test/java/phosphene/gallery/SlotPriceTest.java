package phosphene.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.spec.SpecException;

class SlotPriceTest {
  @Test
  void hoursHaveAPrice() {
    assertThat(new SlotPrice(0.5).total(48)).isEqualTo(24);
    assertThat(new SlotPrice(0.05).shown(48)).isEqualTo("$2.40");
    assertThat(new SlotPrice(2.5).shown(1000)).isEqualTo("$2,500.00");
    assertThat(new SlotPrice(0.05).shown(0.5)).isEqualTo("$0.0250");
    assertThat(new SlotPrice(0).shown(10)).isEqualTo("$0.00");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1e6, Double.NaN, Double.POSITIVE_INFINITY})
  void otherPricesAreRefused(double dollars) {
    assertThatThrownBy(() -> new SlotPrice(dollars))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Invalid --price: " + dollars + " (must be dollars for an hour of a slot, from 0)");
  }
}
