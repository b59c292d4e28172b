package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/** The search for forms of several nodes, each of which is replaced by one. */
final class Patterns {
  private final Constants constants;
  private final Map<String, OnnxNode> makers = new HashMap<>();
  private final Readers readers;
  private final Set<String> outputs;

  private Patterns(List<OnnxNode> nodes, Constants constants, Set<String> outputs) {
    this.constants = constants;
    this.outputs = outputs;
    this.readers = new Readers(nodes);
    for (OnnxNode node : nodes) {
      node.outputs().forEach(output -> makers.put(output, node));
    }
  }

  /**
   * The nodes with one in place of each form; the others of a form go, unless something else reads
   * what they make.
   *
   * @param outputs values that must stay
   */
  static List<OnnxNode> replaced(List<OnnxNode> nodes, Constants constants, Set<String> outputs) {
    Patterns patterns = new Patterns(nodes, constants, outputs);
    Map<OnnxNode, OnnxNode> replacements = new HashMap<>();
    Set<OnnxNode> gone = new HashSet<>();
    for (int i = nodes.size() - 1; i >= 0; i--) { // a form's last node first: the larger forms
      OnnxNode node = nodes.get(i);
      if (!gone.contains(node)) {
        patterns.replace(node, replacements, gone);
      }
    }
    List<OnnxNode> replaced = new ArrayList<>();
    for (OnnxNode node : nodes) {
      if (replacements.containsKey(node) || !gone.contains(node)) {
        replaced.add(replacements.getOrDefault(node, node));
      }
    }
    return replaced;
  }

  private void replace(OnnxNode node, Map<OnnxNode, OnnxNode> replacements, Set<OnnxNode> gone) {
    if (node.outputs().size() != 1) {
      return;
    }
    for (PatternRules.Rule rule : PatternRules.ALL) {
      Match start = new Match(makers, constants, Map.of(), Set.of());
      Optional<Match> match = match(rule, node.outputs().get(0), start);
      if (match.isPresent() && match.get().nodes().contains(node)) {
        replacements.put(node, replacement(rule, node, match.get()));
        gone.addAll(unread(match.get().nodes(), node));
        return;
      }
    }
  }

  private static Optional<Match> match(PatternRules.Rule rule, String value, Match start) {
    try {
      return rule.pattern().match(value, start);
    } catch (OnnxException e) {
      return Optional.empty(); // the node whose attribute cannot be read says why
    }
  }

  /** Those of a form's nodes that nothing outside of it needs. */
  private Set<OnnxNode> unread(Set<OnnxNode> form, OnnxNode last) {
    Set<OnnxNode> inner = new HashSet<>(form);
    inner.remove(last);
    boolean changed = true;
    while (changed) {
      Set<OnnxNode> needed =
          inner.stream()
              .filter(node -> node.outputs().stream().anyMatch(out -> needed(out, inner, last)))
              .collect(Collectors.toSet());
      changed = inner.removeAll(needed);
    }
    return inner;
  }

  private boolean needed(String value, Set<OnnxNode> inner, OnnxNode last) {
    return outputs.contains(value)
        || readers.of(value).stream().anyMatch(node -> node != last && !inner.contains(node));
  }

  private OnnxNode replacement(PatternRules.Rule rule, OnnxNode node, Match match) {
    int split = rule.operator().lastIndexOf('.');
    NodeProto.Builder built =
        NodeProto.newBuilder()
            .setName(node.name())
            .setDomain(split < 0 ? "" : rule.operator().substring(0, split))
            .setOpType(rule.operator().substring(split + 1))
            .addAllOutput(node.outputs());
    rule.inputs().forEach(input -> built.addInput(match.value(input)));
    if (rule.operator().equals(PatternRules.LAYER_NORM)) {
      built.addAttribute(
          AttributeProto.newBuilder()
              .setName("axis")
              .setType(AttributeProto.AttributeType.INT)
              .setI(Long.parseLong(match.value("axis"))));
      built.addAttribute(
          AttributeProto.newBuilder()
              .setName("epsilon")
              .setType(AttributeProto.AttributeType.FLOAT)
              .setF((float) constants.get(match.value("epsilon")).scalar()));
    }
    if (rule.operator().equals("HardSigmoid")) {
      built.addAttribute(
          AttributeProto.newBuilder()
              .setName("alpha")
              .setType(AttributeProto.AttributeType.FLOAT)
              .setF(1f / 6));
    }
    if (rule.operator().equals("Gelu")
        && match.nodes().stream().anyMatch(n -> n.operator().equals("Tanh"))) {
      built.addAttribute(
          AttributeProto.newBuilder()
              .setName("approximate")
              .setType(AttributeProto.AttributeType.STRING)
              .setS(org.nd4j.shade.protobuf.ByteString.copyFromUtf8("tanh")));
    }
    return new OnnxNode(built.build());
  }
}
