package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.network.read.onnx.TinyModel.integer;
import static phosphene.network.read.onnx.TinyModel.ints;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.ImportedNetwork;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.activation.Elementary;
import phosphene.network.read.Companions;
import phosphene.network.read.ModelImport;
import phosphene.spec.SpecException;

class OnnxImportTest {
  @TempDir Path folder;

  @Test
  void normalizationsAndNonlinearitiesArePartOfTheConvolution() throws IOException {
    Architecture network = read(TinyModel.classifier()).architecture();
    assertThat(names(network)).containsExactly("conv", "pool", "fc", "probabilities");
    Node conv = network.node("conv").orElseThrow();
    assertThat(conv.layer()).isInstanceOf(Convolution.class);
    assertThat(conv.activation()).isEqualTo(Elementary.RELU);
    assertThat(network.logits()).contains("fc");
    assertThat(network.input()).isEqualTo(new Shape(3, 16, 16));
  }

  @Test
  void channelsThatComeLastAreTurnedWithoutALayer() throws IOException {
    TinyModel model =
        new TinyModel()
            .input("image", 0, 24, 20, 3)
            .weights("kernel", 4, 3, 3, 3)
            .node("Transpose", "image", "first", ints("perm", 0, 3, 1, 2))
            .node("Conv", "first kernel", "conv")
            .node("Transpose", "conv", "last", ints("perm", 0, 2, 3, 1))
            .weights("dense", 4, 6)
            .node("MatMul", "last dense", "linear");
    Architecture network = read(model).architecture();
    assertThat(names(network)).containsExactly("conv", "linear");
    assertThat(network.input()).isEqualTo(new Shape(3, 24, 20));
    assertThat(network.shapes(24, 20)).containsEntry("linear", new Shape(6, 22, 18));
  }

  @Test
  void aSizeThatTheFileLeavesOpenIsTheFirstUsualOneThatFits() throws IOException {
    TinyModel flat =
        new TinyModel()
            .input("image", 0, 3, 0, 0)
            .weights("conv.weight", 4, 3, 3, 3)
            .node("Conv", "image conv.weight", "conv", ints("strides", 4, 4))
            .node("Flatten", "conv", "flat")
            .weights("fc.weight", 256, 5)
            .node("Gemm", "flat fc.weight", "fc");
    TinyModel pooled =
        new TinyModel()
            .input("image", 0, 3, 0, 0)
            .weights("conv.weight", 4, 3, 3, 3)
            .node("Conv", "image conv.weight", "conv")
            .node("GlobalAveragePool", "conv", "pool");
    assertThat(read(flat).architecture().input()).isEqualTo(new Shape(3, 32, 32));
    assertThat(read(pooled).architecture().input()).isEqualTo(new Shape(3, 224, 224));
  }

  @Test
  void anUnknownOperatorRefusesOnlyWhatNeedsIt() throws IOException {
    TinyModel model =
        TinyModel.classifier()
            .node("NonMaxSuppression", "logits", "boxes")
            .node("Relu", "boxes", "after");
    Architecture network = read(model).architecture();
    assertThat(names(network)).contains("conv", "pool");
    assertThat(network.absent())
        .containsEntry(
            "boxes", "node boxes (NonMaxSuppression) of model.onnx: this operator is not known")
        .containsEntry(
            "after", "node boxes (NonMaxSuppression) of model.onnx: this operator is not known");
  }

  @Test
  void anAttributeThatIsNotUnderstoodIsNotPassedOver() throws IOException {
    TinyModel model =
        new TinyModel()
            .input("image", 1, 3, 8, 8)
            .weights("kernel", 4, 3, 3, 3)
            .node("Conv", "image kernel", "conv", integer("mirrored", 1));
    assertThatThrownBy(() -> read(model))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot import "
                + folder.resolve("model.onnx")
                + ": it has no layer that can be run: node conv (Conv) of model.onnx: its attribute"
                + " mirrored is not known");
  }

  @Test
  void aBatchIsOneImageUnlessAConstantContradicts() throws IOException {
    TinyModel model =
        new TinyModel()
            .input("image", 8, 3, 8, 8)
            .weights("kernel", 4, 3, 3, 3)
            .node("Conv", "image kernel", "conv")
            .numbers("eight", 8, -1)
            .node("Reshape", "conv eight", "flat")
            .numbers("nine", 9, 15)
            .node("Reshape", "conv nine", "wrong");
    Architecture network = read(model).architecture();
    assertThat(names(network)).containsExactly("conv");
    assertThat(network.absent())
        .containsEntry(
            "wrong", "node wrong (Reshape) of model.onnx: 1x4x6x6 cannot be reshaped to 9x15");
  }

  @Test
  void modulesGiveTheirPathsAsNames() throws IOException {
    TinyModel model =
        new TinyModel()
            .input("image", 1, 3, 8, 8)
            .weights("onnx::Conv_7", 3, 3, 3, 3)
            .weights("layer1.0.conv2.weight", 3, 3, 3, 3)
            .named("/layer1/layer1.0/conv1/Conv", "Conv", "image onnx::Conv_7", "a")
            .named("/layer1/layer1.0/relu/Relu", "Relu", "a", "b")
            .named("/layer1/layer1.0/conv2/Conv", "Conv", "b layer1.0.conv2.weight", "c")
            .named("/layer1/layer1.0/down/Conv", "Conv", "b onnx::Conv_7", "d")
            .named("/layer1/layer1.0/Add", "Add", "c d", "e")
            .named("/layer1/layer1.0/Add_1", "Add", "e d", "f")
            .named("/layer1/layer1.0/relu_1/Relu", "Relu", "f", "g");
    assertThat(names(read(model).architecture()))
        .containsExactly(
            "layer1.0.conv1", "layer1.0.conv2", "layer1.0.down", "layer1.0.Add", "layer1.0");
  }

  @Test
  void integersAreColorsOf255() throws IOException {
    ModelProto.Builder model =
        new TinyModel()
                .input("image", 1, 3, 16, 16)
                .weights("conv.weight", 4, 3, 3, 3)
                .node("Cast", "image", "floats", integer("to", 1))
                .node("Conv", "floats conv.weight", "conv")
                .build()
                .toBuilder();
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.UINT8_VALUE);
    Path file = Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
    assertThat(OnnxImport.read(file, "model").architecture().preprocessing())
        .isEqualTo(new Preprocessing(List.of(0, 1, 2), 1, List.of(0.0, 0.0, 0.0)));
    assertThat(read(TinyModel.classifier()).architecture().preprocessing())
        .isEqualTo(Preprocessing.unit());
  }

  @Test
  void valuesBesideTheModelBelongToTheNetwork() throws IOException {
    ModelProto.Builder model = TinyModel.classifier().build().toBuilder();
    TensorProto.Builder fc = model.getGraphBuilder().getInitializerBuilder(6);
    assertThat(fc.getName()).isEqualTo("fc.weight");
    ByteBuffer values = ByteBuffer.allocate(4 * fc.getFloatDataCount());
    fc.getFloatDataList().forEach(values.order(ByteOrder.LITTLE_ENDIAN)::putFloat);
    fc.clearFloatData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalDataBuilder()
        .setKey("location")
        .setValue("model.data");
    Path file = Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
    Path beside = Files.write(folder.resolve("model.data"), values.array());

    Network whole = ModelImport.read(file, Optional.empty());
    assertThat(whole.weights().get("fc").kernel())
        .isEqualTo(read(TinyModel.classifier(), "inside.onnx").weights().get("fc").kernel());
    assertThat(Companions.values(file)).containsExactly("model.data");
    Files.write(beside, values.putFloat(0, 7).array());
    assertThat(ModelImport.read(file, Optional.empty()).sha256()).isNotEqualTo(whole.sha256());
    Files.delete(beside);
    assertThatThrownBy(() -> ModelImport.read(file, Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the file of its values is missing: model.data");
  }

  @Test
  void inputsThatAreNoPicturesAreRefused() throws IOException {
    TinyModel bands = new TinyModel().input("image", 1, 4, 8, 8).node("Relu", "image", "out");
    TinyModel vector = new TinyModel().input("words", 1, 77).node("Relu", "words", "out");
    Path file = folder.resolve("model.onnx");
    assertThatThrownBy(() -> read(bands))
        .hasMessage("Cannot import " + file + ": its input has 4 channels (must be 1 or 3)");
    assertThatThrownBy(() -> read(vector))
        .hasMessage(
            "Cannot import "
                + file
                + ": none of its inputs is an image: [words [1, 77]] (must have the axes batch,"
                + " channels, rows and columns)");
  }

  @Test
  void operatorsThatAreTooNewAreRefused() throws IOException {
    ModelProto model =
        TinyModel.classifier().build().toBuilder()
            .clearOpsetImport()
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(22))
            .build();
    Path file = Files.write(folder.resolve("model.onnx"), model.toByteArray());
    assertThatThrownBy(() -> OnnxImport.read(file, "model"))
        .hasMessage(
            "Cannot read "
                + file
                + ": its opset is 22 (must be 1 to 21; onnx.version_converter changes it)");
  }

  private ImportedNetwork read(TinyModel model) throws IOException {
    return read(model, "model.onnx");
  }

  private ImportedNetwork read(TinyModel model, String name) throws IOException {
    Path file = Files.write(folder.resolve(name), model.build().toByteArray());
    return OnnxImport.read(file, "model");
  }

  private static List<String> names(Architecture network) {
    return network.nodes().stream().map(Node::name).toList();
  }
}
