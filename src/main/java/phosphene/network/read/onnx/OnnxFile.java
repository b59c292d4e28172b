package phosphene.network.read.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.UnsafeByteOperations;
import phosphene.spec.SpecException;

/**
 * An ONNX file: the nodes of its graph in order, and its constants, each read when it is asked for.
 * The file is mapped, so weights take no memory before that.
 */
final class OnnxFile {
  private static final int OLDEST = 1; // what has changed since has attributes that are refused
  private static final int NEWEST = 21;

  private final Path path;
  private final long size;
  private final GraphProto graph;
  private final int opset;
  private final Producer producer;
  private final TensorReader reader;
  private final Map<String, TensorProto> initializers = new LinkedHashMap<>();

  private OnnxFile(Path path, ByteString bytes) throws IOException {
    ModelProto model = parse(bytes);
    this.path = path;
    this.size = bytes.size();
    this.graph = model.getGraph();
    this.opset = opset(model);
    this.producer = Producer.of(model.getProducerName());
    this.reader = new TensorReader(path);
    for (TensorProto tensor : graph.getInitializerList()) {
      initializers.put(tensor.getName(), tensor);
    }
    requireSingleAssignment();
  }

  /**
   * Opens a file.
   *
   * @throws SpecException if it is no ONNX file, or damaged, or of operators that are too old or
   *     new
   */
  static OnnxFile open(Path path) {
    try {
      return new OnnxFile(path, map(path));
    } catch (NoSuchFileException e) {
      throw refusal(path, "no such file", e);
    } catch (IOException | OnnxException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw refusal(path, e instanceof OnnxException ? reason : "no ONNX file (" + reason + ")", e);
    }
  }

  private static SpecException refusal(Path path, String reason, Exception cause) {
    return new SpecException("Cannot read " + path + ": " + reason, cause);
  }

  private static ByteString map(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) { // protobuf's own limit
        throw new OnnxException(
            "it is larger than 2 GiB (must be saved with the weights as external data)");
      }
      return UnsafeByteOperations.unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    }
  }

  private static ModelProto parse(ByteString bytes) throws IOException {
    MessageCheck.check(bytes);
    CodedInputStream in = bytes.newCodedInput();
    in.enableAliasing(true);
    in.setSizeLimit(Integer.MAX_VALUE);
    ModelProto model = ModelProto.parseFrom(in);
    if (!model.hasGraph() || model.getOpsetImportCount() == 0) {
      throw new IOException("it holds no graph, or names no set of operators");
    }
    return model;
  }

  private static int opset(ModelProto model) {
    long version =
        model.getOpsetImportList().stream()
            .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
            .mapToLong(OperatorSetIdProto::getVersion)
            .max()
            .orElse(OLDEST);
    if (version < OLDEST || version > NEWEST) {
      throw new OnnxException(
          String.format(
              java.util.Locale.ROOT,
              "its opset is %d (must be %d to %d; onnx.version_converter changes it)",
              version,
              OLDEST,
              NEWEST));
    }
    return (int) version;
  }

  /** ONNX's rule that every value is made once. */
  private void requireSingleAssignment() {
    Set<String> made = new HashSet<>();
    Stream<String> names =
        Stream.of(
                graph.getInitializerList().stream().map(TensorProto::getName),
                graph.getNodeList().stream().flatMap(node -> node.getOutputList().stream()))
            .flatMap(each -> each);
    names
        .filter(name -> !name.isEmpty())
        .forEach(
            name -> {
              if (!made.add(name)) {
                throw new OnnxException("two parts of its graph make the value " + name);
              }
            });
    for (ValueInfoProto input : graph.getInputList()) {
      if (made.contains(input.getName()) && !initializers.containsKey(input.getName())) {
        throw new OnnxException("two parts of its graph make the value " + input.getName());
      }
    }
  }

  Path path() {
    return path;
  }

  int opset() {
    return opset;
  }

  boolean isInput(String name) {
    return graph.getInputList().stream().anyMatch(input -> input.getName().equals(name));
  }

  Producer producer() {
    return producer;
  }

  /** Bytes of the file, without those of its companions. */
  long size() {
    return size;
  }

  TensorReader reader() {
    return reader;
  }

  /** The nodes in the file's order. */
  List<OnnxNode> nodes() {
    return graph.getNodeList().stream().map(OnnxNode::new).toList();
  }

  /** What is fed: the graph's inputs without those that only name an initializer. */
  List<ValueInfoProto> inputs() {
    return graph.getInputList().stream()
        .filter(input -> !initializers.containsKey(input.getName()))
        .toList();
  }

  List<ValueInfoProto> outputs() {
    return graph.getOutputList();
  }

  boolean hasInitializer(String name) {
    return initializers.containsKey(name);
  }

  /** How many values an initializer claims to have; 0 if there is none of that name. */
  long values(String name) {
    TensorProto tensor = initializers.get(name);
    return tensor == null
        ? 0
        : tensor.getDimsList().stream().reduce(1L, (a, b) -> Math.min(a, Integer.MAX_VALUE) * b);
  }

  /** An initializer's values. */
  Tensor initializer(String name) {
    TensorProto tensor = initializers.get(name);
    if (tensor == null) {
      throw new OnnxException("no initializer is named " + name);
    }
    return constant(tensor);
  }

  Tensor constant(TensorProto tensor) {
    try {
      return reader.read(tensor);
    } catch (OnnxException e) {
      throw new OnnxException("constant " + tensor.getName() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The files beside the model that hold values of its tensors, sorted; they belong to the network
   * as the model does.
   *
   * @throws SpecException if one is named that lies elsewhere
   */
  List<Path> companions() {
    Set<Path> files = new TreeSet<>();
    List<TensorProto> tensors = new ArrayList<>(graph.getInitializerList());
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasT()) {
          tensors.add(attribute.getT());
        }
      }
    }
    for (TensorProto tensor : tensors) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        files.add(companion(tensor));
      }
    }
    return List.copyOf(files);
  }

  private Path companion(TensorProto tensor) {
    try {
      return ExternalData.of(tensor).file(path);
    } catch (OnnxException e) {
      throw refusal(path, "constant " + tensor.getName() + ": " + e.getMessage(), e);
    }
  }
}
