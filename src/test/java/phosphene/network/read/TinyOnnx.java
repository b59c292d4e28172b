package phosphene.network.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * A tiny model as PyTorch exports it: {@code stem}, a residual block {@code layer1.0} with two
 * convolutions, and a head of three classes; its weights are seeded.
 */
public final class TinyOnnx {
  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

  private final Random random = new Random(23);
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("main_graph");
  private final Path data;
  private final ByteBuffer values = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
  private final String location;

  private TinyOnnx(Path file, String location) {
    this.data = file.resolveSibling(location.isEmpty() ? "none" : location);
    this.location = location;
  }

  /** The model in one file. */
  public static Path write(Path file) throws IOException {
    return new TinyOnnx(file, "").written(file);
  }

  /** The same model with its weights in another file, whose name is relative to the first. */
  public static Path write(Path file, String location) throws IOException {
    return new TinyOnnx(file, location).written(file);
  }

  private Path written(Path file) throws IOException {
    graph.addInput(value("input", 1, 3, 16, 16)).addOutput(value("logits", 1, 3));
    convolution("/stem/Conv", "input", "/stem/Conv_output_0", "stem", 3, 4);
    node("Relu", "/relu/Relu", "/relu/Relu_output_0", "/stem/Conv_output_0");
    String block = "/layer1/layer1.0/";
    convolution(block + "conv1/Conv", "/relu/Relu_output_0", "c1", "layer1.0.conv1", 4, 4);
    node("Relu", block + "relu/Relu", "r1", "c1");
    convolution(block + "conv2/Conv", "r1", "c2", "layer1.0.conv2", 4, 4);
    node("Add", block + "Add", "sum", "c2", "/relu/Relu_output_0");
    node("Relu", block + "relu_1/Relu", "r2", "sum");
    node("GlobalAveragePool", "/avgpool/GlobalAveragePool", "pooled", "r2");
    graph.addNode(node("Flatten", "/Flatten", "flat", new String[] {"pooled"}, number("axis", 1)));
    tensor("fc.weight", 3, 4);
    tensor("fc.bias", 3);
    graph.addNode(
        node(
            "Gemm",
            "/fc/Gemm",
            "logits",
            new String[] {"flat", "fc.weight", "fc.bias"},
            number("transB", 1)));
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .setProducerName("pytorch")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph)
            .build();
    if (!location.isEmpty()) {
      Files.createDirectories(data.getParent());
      Files.write(data, Arrays.copyOf(values.array(), values.position()));
    }
    return Files.write(file, model.toByteArray());
  }

  private void convolution(
      String node, String input, String output, String module, int channels, int filters) {
    tensor(module + ".weight", filters, channels, 3, 3);
    tensor(module + ".bias", filters);
    graph.addNode(
        node(
            "Conv",
            node,
            output,
            new String[] {input, module + ".weight", module + ".bias"},
            numbers("kernel_shape", 3, 3),
            numbers("pads", 1, 1, 1, 1),
            numbers("strides", 1, 1)));
  }

  private void node(String operator, String name, String output, String... inputs) {
    graph.addNode(node(operator, name, output, inputs, new AttributeProto[0]));
  }

  private static NodeProto node(
      String operator, String name, String output, String[] inputs, AttributeProto... attributes) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(name)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output)
        .addAllAttribute(Arrays.asList(attributes))
        .build();
  }

  private static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto numbers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  private void tensor(String name, long... extents) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
    int size = 1;
    for (long extent : extents) {
      tensor.addDims(extent);
      size *= (int) extent;
    }
    int offset = values.position();
    for (int i = 0; i < size; i++) {
      values.putFloat((float) (0.4 * random.nextGaussian()));
    }
    if (location.isEmpty()) {
      tensor.setRawData(ByteString.copyFrom(values.array(), offset, values.position() - offset));
    } else {
      tensor
          .setDataLocation(TensorProto.DataLocation.EXTERNAL)
          .addExternalData(entry("location", location))
          .addExternalData(entry("offset", Integer.toString(offset)))
          .addExternalData(entry("length", Integer.toString(values.position() - offset)));
    }
    graph.addInitializer(tensor);
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static ValueInfoProto value(String name, long... extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long extent : extents) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
        .build();
  }
}
