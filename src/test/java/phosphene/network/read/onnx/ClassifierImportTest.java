package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.spec.Tap;

/** Which vector of a file is taken for a classifier's logits, and what its ends compute. */
class ClassifierImportTest {
  @TempDir Path folder;

  @Test
  void valuesAfterANonlinearityAreNoLogitsWhateverTheirName() throws IOException {
    assertThat(read(connected().node("Sigmoid", "fc", "probs").output("probs")).logits()).isEmpty();
    assertThat(
            read(connected()
                    .node("Softmax", "fc", "soft")
                    .node("Mul", "soft soft", "class_scores")
                    .output("class_scores"))
                .logits())
        .isEmpty();
    assertThat(read(body().node("Relu", "conv", "logits").output("logits")).logits()).isEmpty();
    assertThat(
            read(body()
                    .node("Sigmoid", "conv", "s")
                    .node("GlobalAveragePool", "s", "probs")
                    .output("probs"))
                .logits())
        .isEmpty();
  }

  @Test
  void aConnectedLayerOrAMeanOfOneHoldsLogits() throws IOException {
    assertThat(read(connected().node("Identity", "fc", "class").output("class")).logits())
        .contains("fc");
    assertThat(
            read(body()
                    .node("Relu", "conv", "relu")
                    .node("GlobalAveragePool", "relu", "pooled")
                    .node("Flatten", "pooled", "logits")
                    .output("logits"))
                .logits())
        .contains("pooled");
  }

  @Test
  void logarithmsOfProbabilitiesAreFiniteWhereProbabilitiesAreZero() throws IOException {
    TinyModel model =
        connected()
            .weights("scale", 1)
            .node("Mul", "fc scale", "scores")
            .node("LogSoftmax", "scores", "out", TinyModel.integer("axis", 1))
            .output("out");
    GraphRun run = GraphRun.of(open(model), inputs(3 * 64));
    double[] scores = run.value("scores", Tap.PRE);
    double sum = DoubleStream.of(scores).map(x -> Math.exp(x - scores[0])).sum();
    double[] expected = DoubleStream.of(scores).map(x -> x - scores[0] - Math.log(sum)).toArray();
    double[] found = run.value("out", Tap.POST);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-9));
    }
    assertThat(run.network().architecture().nodes())
        .as("no logarithm of a softmax")
        .noneMatch(
            node ->
                node.layer() instanceof phosphene.network.Softmax
                    && !node.activation().equals(phosphene.network.activation.Elementary.NONE));
    Architecture network = read(model);
    assertThat(network.logits()).contains(run.node("scores"));
    assertThat(network.nodes().stream().map(Node::name)).contains("out", "probabilities");
  }

  @Test
  void aConstantOfMoreAxesGivesItsAxesToTheProduct() throws IOException {
    TinyModel model =
        body()
            .node("Flatten", "conv", "flat")
            .weights("cube", 1, 144, 5)
            .node("MatMul", "flat cube", "out")
            .output("out");
    assertThat(GraphRun.of(open(model), inputs(3 * 64)).dims("out")).containsExactly(1, 1, 5);
  }

  @Test
  void aCastToIntegersIsNotPassedOverInAForm() throws IOException {
    TinyModel model =
        body()
            .node("Cast", "conv", "whole", TinyModel.integer("to", 7))
            .node("Cast", "whole", "real", TinyModel.integer("to", 1))
            .node("Sigmoid", "real", "gate")
            .node("Mul", "conv gate", "out")
            .output("out");
    Architecture network = read(model);
    assertThat(network.absent().get("out"))
        .isEqualTo("node whole (Cast) of model.onnx: it casts to type 7 (must be floats)");
    assertThat(network.nodes().stream().map(Node::name)).containsExactly("conv");
  }

  private static TinyModel body() {
    return new TinyModel()
        .input("image", 1, 3, 8, 8)
        .weights("conv.weight", 4, 3, 3, 3)
        .node("Conv", "image conv.weight", "conv");
  }

  private static TinyModel connected() {
    return body()
        .node("Flatten", "conv", "flat")
        .weights("fc.weight", 144, 5)
        .node("Gemm", "flat fc.weight", "fc");
  }

  private static double[] inputs(int size) {
    double[] inputs = new double[size];
    Arrays.setAll(inputs, i -> Math.sin(i));
    return inputs;
  }

  private OnnxFile open(TinyModel model) throws IOException {
    return OnnxFile.open(Files.write(folder.resolve("model.onnx"), model.build().toByteArray()));
  }

  private Architecture read(TinyModel model) throws IOException {
    return OnnxImport.read(open(model).path(), "model").architecture();
  }
}
