package phosphene.network.read.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.PlainForward.named;
import static phosphene.network.read.keras.KerasModels.input;
import static phosphene.network.read.keras.KerasModels.part;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.read.keras.KerasModels.Form;
import phosphene.network.read.keras.KerasModels.Part;
import phosphene.network.zoo.Networks;

/** How pixels become what the first layer reads. */
class KerasInputTest {
  private static final double ROUNDING = 1e-9;

  @TempDir Path folder;

  private static Part conv(String from, int channels) {
    return part("Conv2D", "c", "'filters': 2, 'kernel_size': [3, 3], 'padding': 'same'", from)
        .with("kernel", 3, 3, channels, 2)
        .with("bias", 2);
  }

  private static Part rescaling(String name, String config, String from) {
    return part("Rescaling", name, config, from);
  }

  private Network model(Part... parts) throws IOException {
    return Networks.importModel(KerasModels.write(folder, Form.THIRD, List.of(parts)));
  }

  private static void assertPixels(Network network, List<Double> scale, List<Double> mean) {
    Preprocessing found = network.architecture().preprocessing();
    for (int c = 0; c < scale.size(); c++) {
      assertThat(found.scale().get(c)).isCloseTo(scale.get(c), within(ROUNDING));
      assertThat(found.mean().get(c)).isCloseTo(mean.get(c), within(ROUNDING));
    }
  }

  private static List<String> names(Network network) {
    return network.architecture().nodes().stream().map(Node::name).toList();
  }

  @Test
  void aModelWithoutScalesTakesColorsUpToOne() throws IOException {
    assertThat(model(input(6, 6, 3), conv("image", 3)).architecture().preprocessing())
        .isEqualTo(Preprocessing.unit());
    assertThat(model(input(6, 6, 1), conv("image", 1)).architecture().preprocessing())
        .isEqualTo(Preprocessing.grey());
  }

  @Test
  void aRescalingOfBytesBecomesThePreprocessing() throws IOException {
    Network network =
        model(
            input(6, 6, 3),
            rescaling("r", "'scale': 0.00784313725490196, 'offset': -1.0", "image"),
            conv("r", 3));

    assertThat(names(network)).containsExactly("c");
    assertPixels(network, List.of(2 / 255.0, 2 / 255.0, 2 / 255.0), List.of(1.0, 1.0, 1.0));
  }

  /** Colors that are scaled down behind layers that only move them are of 0..255 as well. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ZeroPadding2D | 'padding': 1",
        "Cropping2D | 'cropping': 1",
        "Resizing | 'height': 4, 'width': 4",
        "UpSampling2D | 'size': 2",
        "Permute | 'dims': [1, 2, 3]",
        "Reshape | 'target_shape': [4, 9, 3]",
        "AveragePooling2D | 'pool_size': [2, 2]"
      })
  void aRescalingBehindLayersThatMovePixelsTellsTheirRange(String type, String config)
      throws IOException {
    String bytes = "'scale': 0.00392156862745098";
    Part mover = part(type, "m", config, "image");
    Part flip = part("RandomFlip", "f", "'mode': 'horizontal'", "m");
    Network scaled = model(input(6, 6, 3), mover, flip, rescaling("r", bytes, "f"), conv("r", 3));
    Network plain = model(input(6, 6, 3), mover, conv("m", 3));

    assertPixels(scaled, List.of(1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0));
    assertThat(names(scaled)).contains("r");
    assertThat(plain.architecture().preprocessing()).isEqualTo(Preprocessing.unit());
  }

  /** A layer's own small factor, behind one that computes, says nothing of the colors. */
  @Test
  void aRescalingBehindAConvolutionTellsNothing() throws IOException {
    Network network =
        model(
            input(6, 6, 3),
            part("ZeroPadding2D", "m", "'padding': 1", "image"),
            conv("m", 3),
            rescaling("r", "'scale': 0.004", "c"));

    assertThat(network.architecture().preprocessing()).isEqualTo(Preprocessing.unit());
  }

  @Test
  void scalesInARowBecomeOne() throws IOException {
    Network network =
        model(
            input(6, 6, 3),
            rescaling("r", "'scale': 0.00392156862745098", "image"),
            part(
                "Normalization",
                "n",
                "'axis': [3], 'mean': [0.5, 0.4, 0.3], 'variance': 0.04",
                "r"),
            part("RandomFlip", "f", "'mode': 'horizontal'", "n"),
            conv("f", 3));

    assertThat(names(network)).containsExactly("c");
    assertPixels(network, List.of(5 / 255.0, 5 / 255.0, 5 / 255.0), List.of(2.5, 2.0, 1.5));
  }

  @Test
  void aNormalizationOfColorsUpToOneIsToldFromOneOfBytes() throws IOException {
    Network unit =
        model(
            input(6, 6, 3),
            part(
                "Normalization",
                "n",
                "'mean': [0.5, 0.4, 0.3], 'variance': [0.04, 0.04, 0.04]",
                "image"),
            conv("n", 3));
    Network bytes =
        model(
            input(6, 6, 3),
            part(
                "Normalization",
                "n",
                "'mean': [120, 110, 100], 'variance': [2500, 2500, 2500]",
                "image"),
            conv("n", 3));

    assertPixels(unit, List.of(5 / 255.0, 5 / 255.0, 5 / 255.0), List.of(2.5, 2.0, 1.5));
    assertPixels(bytes, List.of(0.02, 0.02, 0.02), List.of(2.4, 2.2, 2.0));
  }

  @Test
  void operatorsAtTheInputAreScalesToo() throws IOException {
    Network network =
        model(
            input(6, 6, 3),
            part("TrueDivide", "d", "", "image", "=127.5"),
            part("Subtract", "s", "", "d", "=1.0"),
            conv("s", 3));

    assertThat(names(network)).containsExactly("c");
    assertPixels(network, List.of(1 / 127.5, 1 / 127.5, 1 / 127.5), List.of(1.0, 1.0, 1.0));
  }

  /** What two layers read in two ways is scaled for the second. */
  @Test
  void anInputThatIsReadInTwoWaysIsScaledForTheSecond() throws IOException {
    Network network =
        model(
            input(6, 6, 3),
            rescaling("r", "'scale': 0.00392156862745098, 'offset': 0.5", "image"),
            rescaling("s", "'scale': [2, 3, 4], 'offset': -1", "r"),
            part("Average", "a", "", "r", "s"));

    assertThat(names(network)).containsExactly("input_scaled", "a");
    Tensor image = new Tensor(new Shape(3, 6, 6));
    for (int i = 0; i < image.values().length; i++) {
      image.values()[i] = Math.sin(i);
    }
    double[] average = named(new PlainForward(network).run(image), "a").values();
    for (int i = 0; i < average.length; i++) {
      double r = image.values()[i];
      assertThat(average[i]).isCloseTo((r + (2 + i / 36) * r - 1) / 2, within(1e-6));
    }
  }

  @Test
  void anInputWithoutChannelsIsGrey() throws IOException {
    Network network =
        model(
            input(5, 6), part("Reshape", "r", "'target_shape': [5, 6, 1]", "image"), conv("r", 1));

    assertThat(network.architecture().input()).isEqualTo(new Shape(1, 5, 6));
    assertThat(network.architecture().preprocessing()).isEqualTo(Preprocessing.grey());
    assertThat(names(network)).containsExactly("c");
  }

  @Test
  void anySizeIsThatOfImageNet() throws IOException {
    Part any =
        new Part(
            "InputLayer",
            "image",
            "'batch_shape': [null, null, null, 3]",
            List.of(),
            Map.of(),
            List.of());

    assertThat(model(any, conv("image", 3)).architecture().input())
        .isEqualTo(new Shape(3, 224, 224));
  }

  @Test
  void aSequentialModelSaysItsInputInManyWays() throws IOException {
    String config = "{'name': 'c', 'filters': 2, 'kernel_size': [3, 3]%s}";
    String layer = "{'class_name': 'Conv2D', 'config': " + config + "%s}";
    String model = "{'class_name': 'Sequential', 'config': {'name': 's', 'layers': [%s]%s}}";
    String size = "[null, 6, 7, 3]";
    Stream<String> models =
        Stream.of(
            String.format(model, String.format(layer, ", 'batch_input_shape': " + size, ""), ""),
            String.format(model, String.format(layer, ", 'batch_shape': " + size, ""), ""),
            String.format(model, String.format(layer, "", ""), ", 'build_input_shape': " + size),
            String.format(
                model,
                String.format(layer, "", ", 'build_config': {'input_shape': " + size + "}"),
                ""));
    for (String each : models.toList()) {
      Path file = folder.resolve("sequential.h5");
      KerasModels.named(file, "2.11.0", each.replace('\'', '"'), List.of(conv("image", 3)));
      Architecture architecture = Networks.importModel(file).architecture();
      assertThat(architecture.input()).isEqualTo(new Shape(3, 6, 7));
    }
  }
}
