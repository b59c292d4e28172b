package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** A small model that is put together node by node. */
final class TinyModel {
  private final SplittableRandom random = new SplittableRandom(7);
  private final ModelProto.Builder model =
      ModelProto.newBuilder()
          .setIrVersion(8)
          .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));
  private final GraphProto.Builder graph = model.getGraphBuilder().setName("tiny");

  /** An input; an extent of 0 is left open. */
  TinyModel input(String name, int... dims) {
    ValueInfoProto.Builder input = graph.addInputBuilder().setName(name);
    for (int dim : dims) {
      Dimension.Builder dimension =
          input
              .getTypeBuilder()
              .getTensorTypeBuilder()
              .setElemType(TensorProto.DataType.FLOAT_VALUE)
              .getShapeBuilder()
              .addDimBuilder();
      if (dim > 0) {
        dimension.setDimValue(dim);
      } else {
        dimension.setDimParam("any");
      }
    }
    return this;
  }

  TinyModel producer(String name) {
    model.setProducerName(name);
    return this;
  }

  TinyModel output(String name) {
    graph.addOutputBuilder().setName(name);
    return this;
  }

  /** Weights, drawn. */
  TinyModel weights(String name, int... dims) {
    TensorProto.Builder tensor =
        graph.addInitializerBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
    Arrays.stream(dims).forEach(tensor::addDims);
    for (int i = 0; i < Extents.size(dims); i++) {
      tensor.addFloatData((float) random.nextDouble(0.1, 1));
    }
    return this;
  }

  TinyModel reals(String name, double... values) {
    TensorProto.Builder tensor =
        graph
            .addInitializerBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(values.length);
    Arrays.stream(values).forEach(value -> tensor.addFloatData((float) value));
    return this;
  }

  TinyModel numbers(String name, long... values) {
    TensorProto.Builder tensor =
        graph
            .addInitializerBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    return this;
  }

  /** A node, named as its output. */
  TinyModel node(String operator, String inputs, String output, AttributeProto... attributes) {
    NodeProto.Builder node = graph.addNodeBuilder().setOpType(operator).setName(output);
    List.of(inputs.split(" ")).forEach(node::addInput);
    node.addOutput(output);
    List.of(attributes).forEach(node::addAttribute);
    return this;
  }

  /** A node of a name of its own. */
  TinyModel named(String name, String operator, String inputs, String output) {
    node(operator, inputs, output);
    graph.getNodeBuilder(graph.getNodeCount() - 1).setName(name);
    return this;
  }

  /** Another output of the last node. */
  TinyModel also(String output) {
    graph.getNodeBuilder(graph.getNodeCount() - 1).addOutput(output);
    return this;
  }

  static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto real(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  ModelProto build() {
    return model.build();
  }

  /**
   * A convolution, its normalization, a pool, a flattening whose shape is computed, a classifier.
   */
  static TinyModel classifier() {
    return new TinyModel()
        .input("image", 1, 3, 16, 16)
        .weights("conv.weight", 4, 3, 3, 3)
        .weights("conv.bias", 4)
        .weights("bn.weight", 4)
        .weights("bn.bias", 4)
        .weights("bn.mean", 4)
        .weights("bn.var", 4)
        .weights("fc.weight", 5, 256)
        .weights("fc.bias", 5)
        .numbers("zero", 0)
        .numbers("open", -1)
        .node("Conv", "image conv.weight conv.bias", "conv", ints("pads", 1, 1, 1, 1))
        .node("BatchNormalization", "conv bn.weight bn.bias bn.mean bn.var", "bn")
        .node("Relu", "bn", "relu")
        .node("MaxPool", "relu", "pool", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
        .node("Shape", "pool", "shape")
        .node("Gather", "shape zero", "batch")
        .node("Concat", "batch open", "flat", integer("axis", 0))
        .node("Reshape", "pool flat", "vector")
        .node("Gemm", "vector fc.weight fc.bias", "logits", integer("transB", 1))
        .output("logits");
  }
}
