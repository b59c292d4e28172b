package phosphene.network.read.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.PlainForward.named;
import static phosphene.network.read.keras.KerasModels.part;
import static phosphene.network.read.keras.KerasParts.IMAGE;
import static phosphene.network.read.keras.KerasParts.SAME;
import static phosphene.network.read.keras.KerasParts.conv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.Shape;
import phosphene.network.read.keras.KerasModels.Form;
import phosphene.network.read.keras.KerasModels.Part;
import phosphene.network.zoo.Networks;

/**
 * Models of a few layers in every form of file: each gives what PyTorch makes of the same numbers,
 * in double precision, by what Keras documents of its layers.
 */
class KerasLayersTest {
  @TempDir Path folder;

  static Stream<Arguments> likePyTorch() {
    return Stream.of(
            KerasConvolutionCases.convolutions(),
            KerasNormCases.norms(),
            KerasMoveCases.moves(),
            KerasJoinCases.joins(),
            KerasJoinCases.ends())
        .flatMap(each -> each);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void likePyTorch(String name, List<Part> parts, double[] expected) throws IOException {
    for (Form form : Form.values()) {
      assertGives(form, parts, expected);
    }
  }

  @Test
  void hardSigmoidIsThatOfTheVersionThatWroteTheFile() throws IOException {
    List<Part> parts =
        List.of(
            IMAGE,
            part("GlobalAveragePooling2D", "p", "", "image"),
            part("Reshape", "r", "'target_shape': [1, 1, 3]", "p"),
            conv("c", 3, 1, 1, "'activation': 'hard_sigmoid'", "r")
                .with("kernel", 1, 1, 3, 3)
                .with("bias", 3),
            part("Multiply", "m", "", "image", "c"));

    assertGives(Form.SECOND, parts, 0.110502751, 0.0286016108, 0.000245378709, 0.000300278652);
    double[] third = {0.114756334, 0.0284385132, 0.000242571391, 0.000285781911};
    assertGives(Form.THIRD, parts, third);
    assertGives(Form.ARCHIVE, parts, third);
  }

  /** As MobileNetV3 of keras.applications has it. */
  @Test
  void hardSwishOfOperatorsIsRead() throws IOException {
    double[] expected = {-0.26340146, 0.00502942792, -0.089263463, 0.00135158843};
    for (Form form : Form.values()) {
      boolean second = form == Form.SECOND;
      String add = second ? "'function': '__operators__.add'" : "";
      String multiply = second ? "'function': 'math.multiply'" : "";
      List<Part> parts =
          List.of(
              IMAGE,
              conv("c", 3, 3, 3, SAME, "image").with("kernel", 3, 3, 3, 3).with("bias", 3),
              part(second ? "TFOpLambda" : "Add", "plus", add, "c", "=3.0"),
              part("ReLU", "six", "'max_value': 6.0", "plus"),
              part(second ? "TFOpLambda" : "Multiply", "sixth", multiply, "six", "=0.16666666667"),
              part("Multiply", "end", "", "c", "sixth"));
      assertGives(form, parts, expected);
    }
  }

  private void assertGives(Form form, List<Part> parts, double... expected) throws IOException {
    Network network = Networks.importModel(KerasModels.write(folder, form, parts));

    Architecture architecture = network.architecture();
    List<Node> nodes =
        architecture.nodes().stream().filter(node -> !node.name().equals("probabilities")).toList();
    Tensor last =
        named(
            new PlainForward(network).run(image(architecture.input(), parts)),
            nodes.get(nodes.size() - 1).name());
    double[] values = channelsLast(last);
    double mean = Arrays.stream(values).average().orElseThrow();
    double cosines = 0;
    for (int i = 0; i < values.length; i++) {
      cosines += values[i] * Math.cos(i) / values.length;
    }
    double[] found = {values[0], values[values.length - 1], mean, cosines};
    assertThat(found).as(form + ": " + nodes).containsExactly(expected, within(1e-6));
  }

  /** The wave that the input is, channels where the model has them. */
  private static Tensor image(Shape shape, List<Part> parts) {
    float[] wave = KerasModels.wave("input", "image", shape.size());
    boolean first = parts.get(0).config().contains("null, 3, 7, 6");
    Tensor image = new Tensor(shape);
    for (int i = 0; i < wave.length; i++) {
      int place = first ? i : i % shape.channels() * shape.area() + i / shape.channels();
      image.values()[place] = wave[i];
    }
    return image;
  }

  private static double[] channelsLast(Tensor tensor) {
    Shape shape = tensor.shape();
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i % shape.channels() * shape.area() + i / shape.channels()];
    }
    return values;
  }
}
