package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.network.read.onnx.TinyModel.integer;
import static phosphene.network.read.onnx.TinyModel.ints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.network.Architecture;
import phosphene.network.ImportedNetwork;
import phosphene.network.Node;
import phosphene.spec.SpecException;

/** A node that does not fit is refused by name, and the rest of the file stays a network. */
class RefusedNodeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {5, 1000})
  void factorsThatDoNotFitTheAxisOfANormalizationAreRefused(int factors) throws IOException {
    TinyModel model =
        body().weights("factors", factors).node("LayerNormalization", "conv factors", "wrong");
    Architecture network = read(model).architecture();
    assertThat(network.absent().get("wrong"))
        .isEqualTo(
            "node wrong (LayerNormalization) of model.onnx: shapes "
                + factors
                + " and 8 do not fit together");
    assertThat(names(network)).containsExactly("conv");
  }

  @Test
  void factorsOfANormalizationMayHaveAxesOfOnePositionInFront() throws IOException {
    TinyModel model =
        body().weights("factors", 1, 1, 8).node("LayerNormalization", "conv factors", "right");
    ImportedNetwork network = read(model);
    assertThat(network.weights().get("right").kernel()).hasSize(8).doesNotContain(0f);
  }

  @Test
  void aBiasOfAComputedProductFitsIt() throws IOException {
    TinyModel model =
        body()
            .weights("a", 2, 3)
            .weights("b", 3, 4)
            .weights("long", 7)
            .node("Gemm", "a b long", "wrong");
    assertThat(read(model).architecture().absent().get("wrong"))
        .startsWith("node wrong (Gemm) of model.onnx: ")
        .contains("fit");
  }

  @Test
  void valuesThatMakeEachOtherAreRefused() throws IOException {
    TinyModel model =
        body()
            .node("Identity", "a", "a")
            .node("Identity", "c", "b")
            .node("Identity", "b", "c")
            .node("Mul", "a b", "d")
            .node("Add", "e conv", "f")
            .node("Mul", "f conv", "e");
    Architecture network = read(model).architecture();
    assertThat(names(network)).containsExactly("conv");
    assertThat(network.absent())
        .containsEntry(
            "a", "node a (Identity) of model.onnx: it reads a, which nothing before it makes")
        .containsEntry(
            "b", "node b (Identity) of model.onnx: it reads c, which nothing before it makes")
        .containsEntry("f", "node f (Add) of model.onnx: it reads e, which nothing before it makes")
        .containsKeys("c", "d", "e");
  }

  @Test
  void groupsAreRefusedHoweverDeep() throws IOException {
    byte[] deep = new byte[200_000];
    Arrays.fill(deep, (byte) 0x7b); // a group begins
    Path file = Files.write(folder.resolve("x.onnx"), deep);
    assertThatThrownBy(() -> OnnxFile.open(file))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("it has a group, as no ONNX file has");
  }

  @Test
  void nodesOfWrongLengthsAreRefusedOneByOne() throws IOException {
    TinyModel model =
        body()
            .weights("turned", 8, 4, 3, 3)
            .node("ConvTranspose", "conv turned", "short", ints("output_shape", 9))
            .node("ConvTranspose", "conv turned", "none", ints("output_padding"))
            .node("ConvTranspose", "conv turned", "many", ints("output_padding", 0, 0, 1))
            .numbers("axis", 3)
            .node("Transpose", "conv", "order", ints("perm", 0, 1, 7, -2))
            .node("Relu", "conv", "last");
    ModelProto.Builder built = model.build().toBuilder();
    built.getGraphBuilder().addNodeBuilder().setOpType("Relu").setName("dumb").addInput("conv");
    built.getGraphBuilder().addNodeBuilder().setOpType("Split").setName("mute").addInput("axis");
    Architecture network = read(built.build()).architecture();
    assertThat(names(network)).contains("conv");
    assertThat(network.absent())
        .containsEntry(
            "short", "node short (ConvTranspose) of model.onnx: its output_shape has 1 axes, not 2")
        .containsEntry(
            "none", "node none (ConvTranspose) of model.onnx: its output_padding has 0 axes, not 2")
        .containsEntry(
            "many", "node many (ConvTranspose) of model.onnx: its output_padding has 3 axes, not 2")
        .containsEntry("dumb", "node dumb (Relu) of model.onnx: it has no outputs")
        .containsEntry("mute", "node mute (Split) of model.onnx: it has no outputs")
        .containsKey("order");
  }

  @Test
  void weightsThatDoNotFitRefuseOnlyTheirLayer() throws IOException {
    TinyModel model =
        body()
            .weights("other", 5, 3, 3, 3)
            .node("Conv", "conv other", "wrong")
            .weights("kernel", 2, 8, 1, 1)
            .node("Conv", "conv kernel", "holed");
    ModelProto.Builder built = model.build().toBuilder();
    built.getGraphBuilder().getInitializerBuilder(2).setFloatData(3, Float.NaN);
    Architecture network = read(built.build()).architecture();
    assertThat(names(network)).containsExactly("conv");
    assertThat(network.absent())
        .containsEntry(
            "wrong",
            "node wrong (Conv) of model.onnx: its kernel has shape [5, 3, 3, 3], expected [5, 8, 3,"
                + " 3]")
        .containsEntry(
            "holed", "node holed (Conv) of model.onnx: it holds NaN (must be finite numbers)");
  }

  @Test
  void productsOfConstantsAreBounded() throws IOException {
    TinyModel model =
        body().weights("a", 2100, 500).weights("b", 500, 2100).node("MatMul", "a b", "product");
    assertThat(read(model).architecture().absent())
        .containsEntry(
            "product",
            "node product (MatMul) of model.onnx: its constants take 2205000000 multiplications"
                + " (must be at most 1000000000)");
  }

  @Test
  void anAttributeOfAnotherTypeInAFormRefusesItsNode() throws IOException {
    AttributeProto text =
        AttributeProto.newBuilder()
            .setName("keepdims")
            .setType(AttributeProto.AttributeType.FLOAT)
            .build();
    TinyModel model =
        body()
            .node("ReduceMean", "conv", "mean", ints("axes", 1), text)
            .node("Sub", "conv mean", "centered")
            .weights("epsilon", 1)
            .node("Mul", "centered centered", "square")
            .node("ReduceMean", "square", "variance", ints("axes", 1), text)
            .node("Add", "variance epsilon", "sum")
            .node("Sqrt", "sum", "root")
            .node("Div", "centered root", "out");
    Architecture network = read(model).architecture();
    assertThat(names(network)).containsExactly("conv");
    assertThat(network.absent().get("mean")).contains("keepdims is of type FLOAT");
  }

  @Test
  void whatNoPictureHasIsRefusedWithTheReason() throws IOException {
    TinyModel model =
        body()
            .weights("eight", 8)
            .weights("cube", 8, 8, 1, 1, 1)
            .numbers("deep", 1, 8, 1, 8, 8)
            .node(
                "BatchNormalization",
                "conv eight eight eight eight",
                "batch",
                integer("training_mode", 1))
            .node("Reshape", "conv deep", "volume")
            .node("MaxPool", "volume", "pool", ints("kernel_shape", 2, 2, 2))
            .node("ConvTranspose", "volume cube", "larger")
            .node("Relu", "conv", "last");
    Architecture network = read(model).architecture();
    assertThat(names(network)).contains("conv");
    assertThat(network.absent())
        .containsEntry(
            "batch",
            "node batch (BatchNormalization) of model.onnx: it normalizes by the batch, as in"
                + " training: a picture would depend on its batch (export the model in evaluation"
                + " mode, in PyTorch after model.eval())")
        .containsEntry(
            "pool",
            "node pool (MaxPool) of model.onnx: its window has 3 spatial axes (must be 1 or 2: rows"
                + " and columns)")
        .containsEntry(
            "larger",
            "node larger (ConvTranspose) of model.onnx: it has 3 spatial axes (must be 1 or 2: rows"
                + " and columns)");
  }

  /** A quotient of integers is cut, a layer's is not; the largest of them is the same. */
  @Test
  void anImageOfIntegersIsCastBeforeItIsComputedWith() throws IOException {
    ModelProto.Builder model =
        new TinyModel()
                .input("image", 1, 3, 10, 10)
                .weights("two", 1)
                .node("MaxPool", "image", "pool", ints("kernel_shape", 2, 2))
                .node("Div", "pool two", "cut")
                .node("Cast", "pool", "floats", integer("to", 1))
                .node("Div", "floats two", "right")
                .build()
                .toBuilder();
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.UINT8_VALUE);
    Architecture network = read(model.build()).architecture();
    assertThat(names(network)).containsExactly("pool", "right");
    assertThat(network.absent())
        .containsEntry(
            "cut",
            "node cut (Div) of model.onnx: it computes with an image of integers (must be cast to"
                + " floats before)");
  }

  private static TinyModel body() {
    return new TinyModel()
        .input("image", 1, 3, 10, 10)
        .weights("conv.weight", 8, 3, 3, 3)
        .node("Conv", "image conv.weight", "conv");
  }

  private ImportedNetwork read(TinyModel model) throws IOException {
    return read(model.build());
  }

  private ImportedNetwork read(ModelProto model) throws IOException {
    return OnnxImport.read(Files.write(folder.resolve("model.onnx"), model.toByteArray()), "model");
  }

  private static List<String> names(Architecture network) {
    return network.nodes().stream().map(Node::name).toList();
  }
}
