package phosphene.network.read.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;

/**
 * A node of the file's graph. It remembers which attributes were asked for, so that one that no
 * reader understands is not passed over.
 */
final class OnnxNode {
  private final NodeProto proto;
  private final Map<String, AttributeProto> attributes = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  OnnxNode(NodeProto proto) {
    this.proto = proto;
    for (AttributeProto attribute : proto.getAttributeList()) {
      attributes.put(attribute.getName(), attribute);
    }
  }

  /** The operator, such as {@code Conv}; one of another domain with the domain in front. */
  String operator() {
    String domain = proto.getDomain();
    return domain.isEmpty() || domain.equals("ai.onnx")
        ? proto.getOpType()
        : domain + "." + proto.getOpType();
  }

  /** The node's own name; empty if the exporter gave none. */
  String name() {
    return proto.getName();
  }

  /** How a message names the node: by its name, else by its first output. */
  String title() {
    String own = name().isEmpty() && !outputs().isEmpty() ? outputs().get(0) : name();
    return own + " (" + operator() + ")";
  }

  /** Names of values; an empty name is an input that is left out. */
  List<String> inputs() {
    return proto.getInputList();
  }

  List<String> outputs() {
    return proto.getOutputList();
  }

  boolean has(String name) {
    asked.add(name);
    return attributes.containsKey(name);
  }

  long integer(String name, long otherwise) {
    return find(name, AttributeType.INT).map(AttributeProto::getI).orElse(otherwise);
  }

  boolean flag(String name) {
    return integer(name, 0) != 0;
  }

  double real(String name, double otherwise) {
    return find(name, AttributeType.FLOAT).map(found -> (double) found.getF()).orElse(otherwise);
  }

  String text(String name, String otherwise) {
    return find(name, AttributeType.STRING)
        .map(found -> found.getS().toStringUtf8())
        .orElse(otherwise);
  }

  long[] integers(String name, long... otherwise) {
    return find(name, AttributeType.INTS)
        .map(found -> found.getIntsList().stream().mapToLong(Long::longValue).toArray())
        .orElse(otherwise);
  }

  double[] reals(String name) {
    return find(name, AttributeType.FLOATS)
        .map(found -> found.getFloatsList().stream().mapToDouble(Float::doubleValue).toArray())
        .orElse(new double[0]);
  }

  Optional<TensorProto> tensor(String name) {
    return find(name, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  /** Says that these attributes do not change what this project computes. */
  void ignore(String... names) {
    asked.addAll(List.of(names));
  }

  /** A reason if the node has attributes that nobody asked for. */
  void requireAllAsked() {
    Set<String> unknown = new TreeSet<>(attributes.keySet());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      throw new OnnxException("its attribute " + String.join(", ", unknown) + " is not known");
    }
  }

  private Optional<AttributeProto> find(String name, AttributeType type) {
    asked.add(name);
    Optional<AttributeProto> found = Optional.ofNullable(attributes.get(name));
    found.ifPresent(
        attribute -> {
          if (!attribute.getRefAttrName().isEmpty()) {
            throw new OnnxException("its attribute " + name + " refers to another");
          }
          AttributeType own = attribute.getType();
          if (own != type && own != AttributeType.UNDEFINED) { // old files leave the type out
            throw new OnnxException(
                "its attribute " + name + " is of type " + own + " (must be " + type + ")");
          }
        });
    return found;
  }
}
