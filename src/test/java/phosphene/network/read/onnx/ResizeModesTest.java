package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.network.read.onnx.TinyModel.integer;
import static phosphene.network.read.onnx.TinyModel.real;
import static phosphene.network.read.onnx.TinyModel.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import phosphene.spec.Tap;

/**
 * The modes of Resize, by values of ONNX's reference (onnx 1.12, backend/test/case/node/resize).
 */
class ResizeModesTest {
  private static final double[] LINE = {0.5, -1.25, 2, 0.75, -0.5, 1.5};

  @TempDir Path folder;

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "resize.csv", numLinesToSkip = 1)
  void aLineHasTheValuesOfTheReference(
      String mode,
      String grid,
      String ties,
      double cubic,
      int inside,
      String lengths,
      String region,
      double beyond,
      String values)
      throws IOException {
    boolean sizes = lengths.startsWith("sizes");
    double length = Double.parseDouble(lengths.split(" ")[1]);
    double[] ends = numbers(region);
    for (int axis = 2; axis < 4; axis++) {
      double[] wanted = {1, 1, 1, 1};
      wanted[axis] = length;
      double[] roi = {0, 0, 0, 0, 1, 1, 1, 1};
      roi[axis] = ends[0];
      roi[4 + axis] = ends[1];
      TinyModel model =
          line(LINE, axis)
              .reals("roi", roi)
              .reals("scales", sizes ? new double[0] : wanted)
              .numbers(
                  "sizes",
                  sizes ? DoubleStream.of(wanted).mapToLong(Math::round).toArray() : new long[0])
              .node(
                  "Resize",
                  "twice roi scales sizes",
                  "out",
                  text("mode", mode),
                  text("coordinate_transformation_mode", grid),
                  text("nearest_mode", ties),
                  real("cubic_coeff_a", cubic),
                  integer("exclude_outside", inside),
                  real("extrapolation_value", beyond));
      assertThat(layers(model, LINE)).containsExactly(numbers(values), within(1e-5));
      assertThat(folded(model, axis)).containsExactly(numbers(values), within(1e-5));
    }
  }

  /** Of 4.5 pixels PyTorch aligns the 4 that there are; other files mean all 4.5. */
  @Test
  void cornersOfPyTorchAreThoseOfPixels() throws IOException {
    // torch.nn.functional.interpolate(x, scale_factor=(1, 0.75), mode="bilinear",
    // align_corners=True), torch 1.13
    assertThat(layers(scaled(LINE, 0.75, "align_corners").producer("pytorch"), LINE))
        .containsExactly(new double[] {0.5, 0.916667, 0.333333, 1.5}, within(1e-5));
    assertThat(layers(scaled(LINE, 0.75, "align_corners"), LINE)[3]).isNotCloseTo(1.5, within(0.1));
  }

  /** A float below 0.7 makes 6 of 10 pixels, PyTorch's 0.7 makes 7. */
  @Test
  void lengthsOfPyTorchAreThoseOfItsDoubles() throws IOException {
    double[] line = {0.5, -1.25, 2, 0.75, -0.5, 1.5, 0.25, -1, 3, 1};
    // torch.nn.functional.interpolate(x, scale_factor=(1, 0.7), mode="bilinear"), torch 1.13
    assertThat(layers(scaled(line, 0.7, "half_pixel").producer("pytorch"), line))
        .containsExactly(
            new double[] {0.125, 0.839286, 0.660714, 0.5, 0.339286, 0.428571, 1.428571},
            within(1e-5));
    assertThat(layers(scaled(line, 0.7, "half_pixel"), line)).hasSize(6);
  }

  @Test
  void aRegionThatIsAnInputIsRefused() throws IOException {
    TinyModel model =
        line(LINE, 3)
            .input("roi", 8)
            .numbers("sizes", 1, 1, 1, 4)
            .node(
                "Resize",
                "twice roi  sizes",
                "out",
                text("coordinate_transformation_mode", "tf_crop_and_resize"));
    assertThat(refusal(model))
        .isEqualTo(
            "node out (Resize) of model.onnx: it reads roi, an input of the graph beside the image"
                + " (must be a constant)");
  }

  @Test
  void aRegionThatIsMissingOrDoesNotFitIsRefused() throws IOException {
    TinyModel model =
        line(LINE, 3)
            .reals("roi", 0, 1)
            .numbers("sizes", 1, 1, 1, 4)
            .node(
                "Resize",
                "twice roi  sizes",
                "out",
                text("coordinate_transformation_mode", "tf_crop_and_resize"));
    assertThat(refusal(model))
        .isEqualTo(
            "node out (Resize) of model.onnx: its roi has 2 values (must be a start and an end of"
                + " each of 4 axes)");
  }

  @Test
  void nearestPixelsAreNotWeighted() throws IOException {
    TinyModel model =
        line(LINE, 3)
            .numbers("sizes", 1, 1, 1, 4)
            .node("Resize", "twice   sizes", "out", integer("exclude_outside", 1));
    assertThat(refusal(model))
        .isEqualTo(
            "node out (Resize) of model.onnx: its exclude_outside is 1 (must be 0 for the mode"
                + " nearest)");
  }

  private static TinyModel scaled(double[] line, double scale, String grid) {
    return line(line, 3)
        .reals("scales", 1, 1, 1, scale)
        .node(
            "Resize",
            "twice  scales",
            "out",
            text("mode", "linear"),
            text("coordinate_transformation_mode", grid));
  }

  /** An image of one row or one column. */
  private static TinyModel line(double[] line, int axis) {
    int[] dims = {1, 1, 1, 1};
    dims[axis] = line.length;
    return new TinyModel()
        .input("image", dims)
        .node("Neg", "image", "once")
        .node("Neg", "once", "twice");
  }

  private OnnxFile open(TinyModel model) throws IOException {
    return OnnxFile.open(
        Files.write(folder.resolve("model.onnx"), model.output("out").build().toByteArray()));
  }

  private String refusal(TinyModel model) throws IOException {
    OnnxFile file = open(model);
    return GraphRun.of(file, LINE).refusal("out").orElseThrow();
  }

  private double[] layers(TinyModel model, double... line) throws IOException {
    return GraphRun.of(open(model), line).value("out", Tap.POST);
  }

  private double[] folded(TinyModel model, int axis) throws IOException {
    OnnxFile file = open(model);
    int[] dims = {1, 1, 1, 1};
    dims[axis] = LINE.length;
    Constants constants = new Constants(file);
    constants.put("image", Tensor.real(ElementType.FLOAT, dims, i -> LINE[i]));
    file.nodes().forEach(constants::compute);
    Tensor out = constants.get("out");
    return IntStream.range(0, out.size()).mapToDouble(out::at).toArray();
  }
}
