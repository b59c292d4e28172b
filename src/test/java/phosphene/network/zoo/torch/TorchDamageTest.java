package phosphene.network.zoo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.network.PlainForward.named;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.network.read.torch.SafetensorsWriter;
import phosphene.network.read.torch.SafetensorsWriter.Floats;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/** Files that do not fit, or are damaged, are refused by what is wrong. */
class TorchDamageTest {
  @TempDir Path folder;

  @Test
  void whatIsNotOfTheNetworkIsNamed() throws IOException {
    Map<String, Floats> values = SeededParameters.of("resnet34");
    refused(
        "resnet18",
        values,
        "layer1.2.bn1.bias, layer1.2.bn1.running_mean,"
            + " layer1.2.bn1.running_var is not part of resnet18");
    values.put("layer2.0.conv2.weight", new Floats(List.of(16, 4, 3, 3), new float[576]));
    refused(
        "resnet34", values, "tensor layer2.0.conv2.weight has shape 16x4x3x3, expected 16x16x3x3");
    values.put("layer2.0.conv2.weight", new Floats(List.of(1, 16, 3, 3), new float[144]));
    refused("resnet34", values, "tensor layer2.0.bn2.weight has shape 16, expected 1");
    values.remove("layer2.0.conv2.weight");
    refused("resnet34", values, "tensor layer2.0.conv2.weight is missing");
    values
        .keySet()
        .removeIf(name -> name.startsWith("layer2.0.conv2") || name.startsWith("layer2.0.bn2"));
    refused("resnet34", values, "layer layer2.0.conv2 of resnet34 is missing");
  }

  @Test
  void widthsThatDoNotFitTogetherAreRefusedByLayer() throws IOException {
    Map<String, Floats> values = SeededParameters.of("resnet34");
    for (String name :
        List.of("conv2.weight", "bn2.weight", "bn2.bias", "bn2.running_mean", "bn2.running_var")) {
      Floats old = named(values, "layer1.0." + name);
      List<Integer> shape = Stream.concat(Stream.of(6), old.shape().stream().skip(1)).toList();
      int size = shape.stream().reduce(1, Math::multiplyExact);
      values.put("layer1.0." + name, new Floats(shape, Arrays.copyOf(old.values(), size)));
    }

    refused("resnet34", values, "layer layer1.0: Cannot ADD [6x56x56, 8x56x56]: shapes differ");
  }

  @Test
  void groupsThatDoNotFitAreRefusedByLayer() throws IOException {
    Map<String, Floats> values = SeededParameters.of("mobilenet_v2");
    values.put("features.2.conv.1.0.weight", new Floats(List.of(7, 1, 3, 3), new float[63]));

    refused(
        "mobilenet_v2",
        values,
        "layer features.2.conv.1.0: Invalid groups: 48 (must divide the 7 filters)");
  }

  /** An empty tensor costs nothing, whatever width it claims. */
  @Test
  void widthsThatNoNetworkHasAreNotTaken() throws IOException {
    Map<String, Floats> values = SeededParameters.of("shufflenet_v2_x1_0");
    values.put(
        "stage2.0.branch2.5.weight", new Floats(List.of(2_000_000_000, 0, 1, 1), new float[0]));

    refused(
        "shufflenet_v2_x1_0",
        values,
        "tensor stage2.0.branch2.5.weight has extent 2000000000 (must be 1 to 131072)");
  }

  @Test
  void damagedNumbersAreRefused() throws IOException {
    Map<String, Floats> values = SeededParameters.of("resnet34");
    values.put("bn1.running_var", new Floats(List.of(8), new float[] {1, 1, 1, -2, 1, 1, 1, 1}));

    refused("resnet34", values, "layer conv1 holds NaN");
  }

  /** A law: whatever is damaged, the network is refused with a sentence, or still read. */
  @ParameterizedTest
  @CsvSource({"shufflenet_v2_x1_0, 1", "convnext_tiny, 2", "mobilenet_v3_small, 3"})
  void damagedNetworksAreRefusedWithReasons(String id, int seed) throws IOException {
    Path file = write(SeededParameters.of(id));
    byte[] bytes = Files.readAllBytes(file);
    int header = 8 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      byte[] damaged = bytes.clone();
      for (int j = 0; j <= i % 3; j++) {
        int place = random.nextInt(header);
        boolean digit = damaged[place] >= '0' && damaged[place] <= '9';
        damaged[place] = (byte) (digit ? '0' + random.nextInt(10) : random.nextInt(256));
      }
      Files.write(file, damaged);
      try {
        Networks.open(id, file);
      } catch (SpecException expected) {
        assertThat(expected).hasMessageStartingWith("Cannot read weights " + file + ": ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "shufflenet_v2_x1_0, 1",
    "densenet121, 2",
    "mobilenet_v3_small, 3",
    "inception_v3, 4",
    "resnext50_32x4d, 5",
    "regnet_y_400mf, 6"
  })
  void tensorsOfOtherShapesAreRefusedWithReasons(String id, int seed) throws IOException {
    Map<String, Floats> sound = SeededParameters.of(id);
    List<String> names = sound.keySet().stream().sorted().toList();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 30; i++) {
      String name = names.get(random.nextInt(names.size()));
      int size = 1 + random.nextInt(40);
      List<Integer> shape = new ArrayList<>(named(sound, name).shape());
      shape.set(random.nextInt(shape.size()), size);
      if (shape.equals(named(sound, name).shape())) {
        continue;
      }
      Map<String, Floats> damaged = new HashMap<>(sound);
      int values = shape.stream().reduce(1, Math::multiplyExact);
      damaged.put(name, new Floats(shape, new float[values]));
      Path file = write(damaged);

      assertThatThrownBy(() -> Networks.open(id, file), "%s %s", name, shape)
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("Cannot read weights " + file + ": ");
    }
  }

  private void refused(String id, Map<String, Floats> values, String reason) throws IOException {
    Path file = write(values);
    assertThatThrownBy(() -> Networks.open(id, file))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot read weights " + file + ": " + reason);
  }

  private Path write(Map<String, Floats> values) throws IOException {
    return SafetensorsWriter.write(folder.resolve("model.safetensors"), values);
  }
}
