package phosphene.network.read.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.protobuf.ByteString;
import phosphene.network.Half;
import phosphene.spec.SpecException;

class OnnxFileTest {
  @TempDir Path folder;

  @Test
  void valuesBesideTheModelAreReadFromTheirOffset() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0).putFloat(1.5f).putFloat(-2).putFloat(9);
    Files.write(folder.resolve("w.bin"), bytes.array());
    OnnxFile file = open(external("w.bin", "8", "8").build());
    assertThat(file.initializer("w").floats()).containsExactly(1.5f, -2);
    assertThat(file.companions()).containsExactly(folder.resolve("w.bin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../w.bin", "a/../../w.bin", "/etc/passwd", "\\w", "C:\\w", "C:w", "", "a\\..\\w"})
  void locationsThatLeadOutOfTheFolderAreRefused(String location) throws IOException {
    OnnxFile file = open(external(location, "0", "8").build());
    assertThatThrownBy(() -> file.initializer("w"))
        .hasMessage(
            "constant w: invalid location of its values: '"
                + location
                + "' (must be a path below the model's folder, without ..)");
    assertThatThrownBy(file::companions)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(location + "' (must be a path below");
  }

  @Test
  void aFileBesideTheModelIsNamedOnceAndIsNotTheModel() throws IOException {
    ModelProto.Builder model = model(external("w.bin", "0", "8").build());
    model.getGraphBuilder().addInitializer(external("./w.bin", "8", "8").setName("v"));
    assertThat(open(model.build()).companions()).containsExactly(folder.resolve("w.bin"));
    OnnxFile itself = open(external("./model.onnx", "0", "8").build());
    assertThatThrownBy(() -> itself.initializer("w"))
        .hasMessage(
            "constant w: invalid location of its values: './model.onnx' (must not be the model"
                + " itself)");
    assertThatThrownBy(itself::companions)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("(must not be the model itself)");
  }

  @Test
  void filesBesideTheModelThatAreMissingOrShortAreNamed() throws IOException {
    OnnxFile file = open(external("w.bin", "8", "8").build());
    assertThatThrownBy(() -> file.initializer("w"))
        .hasMessage("constant w: the file of its values is missing: w.bin");
    Files.write(folder.resolve("w.bin"), new byte[15]);
    assertThatThrownBy(() -> file.initializer("w"))
        .hasMessage(
            "constant w: the file of its values is too short: w.bin has 15 bytes, but 8 from byte"
                + " 8 on are named");
  }

  @Test
  void extentsThatPromiseMoreThanThereIsAreRefused() throws IOException {
    TensorProto.Builder forged =
        TensorProto.newBuilder().setName("w").setDataType(TensorProto.DataType.FLOAT_VALUE);
    forged.addDims(30_000).addDims(30_000).setRawData(ByteString.copyFrom(new byte[8]));
    assertThatThrownBy(() -> open(forged.build()).initializer("w"))
        .hasMessage("constant w: shape 30000x30000 is too large");
    forged.clearDims().addDims(3);
    assertThatThrownBy(() -> open(forged.build()).initializer("w"))
        .hasMessage("constant w: its shape 3 (float) takes 12 bytes, but it holds 8");
    forged.clearDims().addDims(-1);
    assertThatThrownBy(() -> open(forged.build()).initializer("w"))
        .hasMessage("constant w: its extent along axis 0 is -1");
    forged.clearDims().addDims(2).setDataType(TensorProto.DataType.STRING_VALUE);
    assertThatThrownBy(() -> open(forged.build()).initializer("w"))
        .hasMessage(
            "constant w: its values are of type STRING (must be floats of 16 to 64 bits, integers"
                + " or bool)");
  }

  @Test
  void valuesMadeTwiceAreRefused() {
    ModelProto.Builder model = model(TensorProto.newBuilder().setName("w").build());
    model.getGraphBuilder().addNode(NodeProto.newBuilder().setOpType("Relu").addOutput("w"));
    assertThatThrownBy(() -> open(model.build()))
        .hasMessage(
            "Cannot read "
                + folder.resolve("model.onnx")
                + ": two parts of its graph make the value w");
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.onnx"), "no model");
    assertThatThrownBy(() -> OnnxFile.open(file))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot read " + file + ": no ONNX file (");
    Path none = folder.resolve("none.onnx");
    assertThatThrownBy(() -> OnnxFile.open(none))
        .hasMessage("Cannot read " + none + ": no such file");
  }

  @Test
  void manyEmptyPartsAreRefusedBeforeObjectsAreMadeOfThem() throws IOException {
    byte[] nodes = new byte[6_000_000];
    for (int i = 0; i < nodes.length; i += 2) {
      nodes[i] = 0x0a; // field 1, a node of 0 bytes
    }
    ModelProto.Builder model = model(TensorProto.getDefaultInstance()).clearGraph();
    byte[] head = model.build().toByteArray();
    ByteBuffer bytes = ByteBuffer.allocate(head.length + 5 + nodes.length);
    bytes.put(head).put((byte) 0x3a);
    for (int length = nodes.length; length > 0; length >>>= 7) {
      bytes.put((byte) (length & 0x7f | (length > 0x7f ? 0x80 : 0)));
    }
    bytes.put(nodes);
    Path file = Files.write(folder.resolve("x.onnx"), bytes.array());
    assertThatThrownBy(() -> OnnxFile.open(file)).hasMessageContaining("its graph is too large");
  }

  @Test
  void halvesRoundToTheNearest() {
    assertThat(ElementType.FLOAT16.rounded(1 + 1.0 / 2048)).isEqualTo(1);
    assertThat(ElementType.FLOAT16.rounded(1 + 3.0 / 2048)).isEqualTo(1 + 2.0 / 1024);
    assertThat(ElementType.FLOAT16.rounded(65519)).isEqualTo(65504);
    assertThat(ElementType.FLOAT16.rounded(65520)).isInfinite();
    assertThat(ElementType.FLOAT16.rounded(-6e-8)).isEqualTo(-Math.scalb(1.0, -24));
    assertThat(ElementType.FLOAT16.rounded(0.999999)).isEqualTo(1);
    assertThat(ElementType.BFLOAT16.rounded(1 + 3.0 / 256)).isEqualTo(1 + 4.0 / 256);
    for (int bits = 0; bits < 0x7c00; bits++) {
      assertThat(Half.of(Half.value((short) bits))).isEqualTo((short) bits);
    }
  }

  private OnnxFile open(TensorProto tensor) throws IOException {
    return open(model(tensor).build());
  }

  private OnnxFile open(ModelProto model) throws IOException {
    return OnnxFile.open(Files.write(folder.resolve("model.onnx"), model.toByteArray()));
  }

  private static ModelProto.Builder model(TensorProto tensor) {
    return ModelProto.newBuilder()
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(GraphProto.newBuilder().setName("g").addInitializer(tensor));
  }

  private static TensorProto.Builder external(String location, String offset, String length) {
    return TensorProto.newBuilder()
        .setName("w")
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .addDims(2)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", offset))
        .addExternalData(entry("length", length));
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
