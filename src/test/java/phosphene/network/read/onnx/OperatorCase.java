package phosphene.network.read.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;

/** A case of ONNX's own tests of operators: a model, inputs and the outputs that they must give. */
record OperatorCase(Path folder) {
  private static final double RELATIVE =
      1e-3; // as ONNX's own runner allows, whose windows take 3.1415 for pi
  private static final double RELATIVE_HALF =
      8e-3; // a step of bfloat16, which this version of ONNX cuts off

  String name() {
    return String.valueOf(folder.getFileName()).replaceFirst("^test_", "");
  }

  OnnxFile model() {
    return OnnxFile.open(folder.resolve("model.onnx"));
  }

  /** The inputs of the case by the names of the graph's inputs. */
  Map<String, Tensor> inputs(OnnxFile file) throws IOException {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < file.inputs().size(); i++) {
      ValueInfoProto input = file.inputs().get(i);
      tensor("input_" + i + ".pb", input).ifPresent(tensor -> inputs.put(input.getName(), tensor));
    }
    return inputs;
  }

  List<Tensor> outputs(OnnxFile file) throws IOException {
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < file.outputs().size(); i++) {
      outputs.add(tensor("output_" + i + ".pb", file.outputs().get(i)).orElseThrow());
    }
    return outputs;
  }

  private Optional<Tensor> tensor(String name, ValueInfoProto declared) throws IOException {
    Path path = folder.resolve("test_data_set_0").resolve(name);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    TensorProto tensor = TensorProto.parseFrom(Files.readAllBytes(path));
    if (!declared.getType().hasTensorType()) {
      throw new OnnxException("the case takes a sequence or an optional value");
    }
    int code = declared.getType().getTensorType().getElemType();
    if (code == TensorProto.DataType.BFLOAT16_VALUE) { // NumPy, which wrote them, has none
      tensor = tensor.toBuilder().setDataType(code).build();
    }
    return Optional.of(new TensorReader(path).read(tensor));
  }

  /** How a result differs from what it must be; empty if it does not. */
  static String difference(Tensor found, Tensor wanted) {
    if (found.type() != wanted.type()) {
      return "type " + found.type() + " (must be " + wanted.type() + ")";
    }
    if (!java.util.Arrays.equals(found.dims(), wanted.dims())) {
      return "shape "
          + Extents.text(found.dims())
          + " (must be "
          + Extents.text(wanted.dims())
          + ")";
    }
    boolean wide = found.type() == ElementType.FLOAT || found.type() == ElementType.DOUBLE;
    double relative = wide ? RELATIVE : RELATIVE_HALF;
    for (int i = 0; i < found.size(); i++) {
      double a = found.at(i);
      double b = wanted.at(i);
      boolean same =
          Double.compare(a, b) == 0
              || a == b
              || (found.type().real() && Math.abs(a - b) <= relative * Math.abs(b) + 1e-7);
      if (!same) {
        return "value " + i + " is " + a + " (must be " + b + ")";
      }
    }
    return "";
  }
}
