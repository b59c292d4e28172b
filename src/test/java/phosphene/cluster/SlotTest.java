package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.Device;
import phosphene.spec.SpecException;

class SlotTest {
  private final SparkConf conf = new SparkConf(false);

  @Test
  void aTaskUsesTheCardThatSparkGaveIt() {
    assertThat(Slot.device(Map.of())).isEqualTo(new Device.Cpu());
    assertThat(Slot.device(gpus("3"))).isEqualTo(new Device.Cuda(3));
    assertThat(Slot.device(Map.of("fpga", new ResourceInformation("fpga", new String[] {"f0"}))))
        .isEqualTo(new Device.Cpu());
  }

  @Test
  void severalCardsOrOtherAddressesAreRefused() {
    assertThatThrownBy(() -> Slot.device(gpus("0", "1")))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid spark.task.resource.gpu.amount: 2 (must be 1: a task uses one GPU)");
    assertThatThrownBy(() -> Slot.device(gpus("GPU-8f2c")))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Invalid GPU address: GPU-8f2c (must be a number, as deploy/gpu/discover.sh prints)");
  }

  @Test
  void whereExecutorsHaveCardsATaskHasOne() {
    Slot.configure(conf);
    assertThat(Slot.gpus(conf)).isFalse();

    conf.set("spark.executor.resource.gpu.amount", "4");
    Slot.configure(conf);

    assertThat(Slot.gpus(conf)).isTrue();
    assertThat(conf.get("spark.task.resource.gpu.amount")).isEqualTo("1");
    assertThat(conf.get("spark.executorEnv.CUDA_DEVICE_ORDER")).isEqualTo("PCI_BUS_ID");
  }

  @Test
  void settingsOfTheUserStay() {
    conf.set("spark.executor.resource.gpu.amount", "1");
    conf.set("spark.task.resource.gpu.amount", "0.5");
    conf.set("spark.executorEnv.CUDA_DEVICE_ORDER", "FASTEST_FIRST");

    Slot.configure(conf);

    assertThat(conf.get("spark.task.resource.gpu.amount")).isEqualTo("0.5");
    assertThat(conf.get("spark.executorEnv.CUDA_DEVICE_ORDER")).isEqualTo("FASTEST_FIRST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "9", "10", "16"})
  void aTaskMayNotAskForSeveral(String amount) {
    conf.set("spark.task.resource.gpu.amount", amount);

    assertThatThrownBy(() -> Slot.configure(conf))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Invalid spark.task.resource.gpu.amount: "
                + amount
                + " (must be at most 1: a task uses one GPU)");
  }

  private static Map<String, ResourceInformation> gpus(String... addresses) {
    return Map.of("gpu", new ResourceInformation("gpu", addresses));
  }
}
