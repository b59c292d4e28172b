package phosphene.network.read.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.ValueInfoProto;
import phosphene.spec.SpecException;
import phosphene.spec.Tap;

/**
 * A case of which one input is the image of a network and the others are constants: an image has
 * the batch's axis and three others, so a Reshape stands before the operator, and batches of more
 * than one are one image of more channels.
 */
record ImageCase(OperatorCase original, ModelProto model, double[] image, Extent extent) {
  private static final String IMAGE = "phosphene-image";
  private static final String SHAPE = "phosphene-shape";

  /** How much of the case is posed. */
  enum Extent {
    ALL,
    /** The first of several images, for operators that look at each alone. */
    FIRST
  }

  static Optional<ImageCase> of(OperatorCase original, int input, Extent extent)
      throws IOException {
    ModelProto model =
        ModelProto.parseFrom(Files.readAllBytes(original.folder().resolve("model.onnx")));
    OnnxFile file = original.model();
    Map<String, Tensor> inputs = original.inputs(file);
    String name = file.inputs().get(input).getName();
    Tensor whole = inputs.get(name);
    if (whole == null || whole.rank() == 0) {
      return Optional.empty();
    }
    Tensor fed = extent == Extent.ALL ? whole : first(whole);
    boolean pixels = fed.type().real() || fed.type() == ElementType.UINT8;
    if (!pixels || fed.size() == 0 || inputs.size() < file.inputs().size()) {
      return Optional.empty();
    }
    GraphProto.Builder graph = constants(original, file, input);
    pose(graph, name, fed);
    graph.addAllInitializer(model.getGraph().getInitializerList());
    graph.addAllNode(model.getGraph().getNodeList());
    graph.addAllOutput(model.getGraph().getOutputList());
    double[] values = new double[fed.size()];
    Arrays.setAll(values, fed::at);
    return Optional.of(
        new ImageCase(original, model.toBuilder().setGraph(graph).build(), values, extent));
  }

  /** A graph with all inputs but one as constants. */
  private static GraphProto.Builder constants(OperatorCase original, OnnxFile file, int image)
      throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("case");
    for (int i = 0; i < file.inputs().size(); i++) {
      if (i != image) {
        TensorProto tensor =
            TensorProto.parseFrom(
                Files.readAllBytes(
                    original.folder().resolve("test_data_set_0/input_" + i + ".pb")));
        graph.addInitializer(tensor.toBuilder().setName(file.inputs().get(i).getName()));
      }
    }
    return graph;
  }

  /** The image, and what makes of it a tensor of the shape that the case has. */
  private static void pose(GraphProto.Builder graph, String name, Tensor fed) {
    boolean whole = !fed.type().real();
    int type = whole ? TensorProto.DataType.UINT8_VALUE : TensorProto.DataType.FLOAT_VALUE;
    graph.addInput(input(type, shape(fed.dims())));
    TensorProto.Builder shape =
        TensorProto.newBuilder().setName(SHAPE).setDataType(TensorProto.DataType.INT64_VALUE);
    shape.addDims(fed.rank());
    Arrays.stream(fed.dims()).forEach(shape::addInt64Data);
    graph.addInitializer(shape);
    if (!whole) { // views of the image alone would be no layers: it is negated twice
      graph.addNode(node("Neg", "phosphene-negative").addInput(IMAGE));
      graph.addNode(node("Neg", "phosphene-positive").addInput("phosphene-negative"));
    }
    String posed = whole ? IMAGE : "phosphene-positive";
    graph.addNode(node("Reshape", name).addInput(posed).addInput(SHAPE));
  }

  private static NodeProto.Builder node(String operator, String output) {
    return NodeProto.newBuilder().setOpType(operator).addOutput(output);
  }

  private static Tensor first(Tensor tensor) {
    return tensor.rank() == 0 ? tensor : SelectionOperators.take(tensor, 0, 0);
  }

  /** Batch 1, and the last three axes, all before them among the channels. */
  private static int[] shape(int... dims) {
    int[] shape = {1, 1, 1, 1};
    for (int i = 0; i < dims.length; i++) {
      shape[Math.max(1, 4 - dims.length + i)] *= dims[i];
    }
    return shape;
  }

  private static ValueInfoProto.Builder input(int type, int... dims) {
    ValueInfoProto.Builder input = ValueInfoProto.newBuilder().setName(IMAGE);
    for (int dim : dims) {
      input
          .getTypeBuilder()
          .getTensorTypeBuilder()
          .setElemType(type)
          .getShapeBuilder()
          .addDim(Dimension.newBuilder().setDimValue(dim));
    }
    return input;
  }

  String verdict() throws IOException {
    Path path = Files.createTempFile("case", ".onnx");
    try {
      Files.write(path, model.toByteArray());
      OnnxFile file = OnnxFile.open(path);
      return verdict(GraphRun.of(file, image), original.outputs(file));
    } catch (SpecException e) {
      return "refused: " + e.getMessage();
    } finally {
      Files.delete(path);
    }
  }

  private String verdict(GraphRun run, List<Tensor> wanted) {
    List<String> right = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      String output = model.getGraph().getOutput(i).getName();
      Optional<String> refusal = run.refusal(output);
      if (refusal.isPresent()) {
        if (i == 0) {
          return "refused: " + refusal.get();
        }
        continue; // such as the indices of maxima
      }
      if (!run.depends(output)) {
        return "refused: " + output + " does not depend on the image";
      }
      double[] found = run.value(output, Tap.POST);
      int[] dims = run.dims(output);
      Tensor whole =
          wanted.get(i).type().real() ? wanted.get(i) : wanted.get(i).as(ElementType.FLOAT);
      Tensor tensor = Tensor.real(whole.type(), dims, k -> found[k]);
      String difference =
          OperatorCase.difference(tensor, extent == Extent.ALL ? whole : first(whole));
      if (!difference.isEmpty()) {
        return "wrong: output " + i + " as layers: " + difference;
      }
      right.add(output);
    }
    return "right: as layers " + right.size() + " of " + wanted.size();
  }
}
