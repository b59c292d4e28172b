package phosphene.network.read.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a pattern has found so far.
 *
 * @param makers of every value the node that makes it
 * @param values by the pattern's names
 * @param nodes that are part of the form
 */
record Match(
    Map<String, OnnxNode> makers,
    Constants constants,
    Map<String, String> values,
    Set<OnnxNode> nodes) {
  Optional<Match> bind(String name, String value) {
    String known = values.get(name);
    if (known != null) {
      return known.equals(value) ? Optional.of(this) : Optional.empty();
    }
    Map<String, String> more = new HashMap<>(values);
    more.put(name, value);
    return Optional.of(new Match(makers, constants, more, nodes));
  }

  Match with(OnnxNode node) {
    Set<OnnxNode> more = new HashSet<>(nodes);
    more.add(node);
    return new Match(makers, constants, values, more);
  }

  /** The value that others only pass on. */
  String source(String value) {
    String source = value;
    for (int step = 0; step < makers.size(); step++) { // no more if values make each other
      OnnxNode maker = makers.get(source);
      if (maker == null || !passes(maker)) {
        return source;
      }
      source = maker.inputs().get(0);
    }
    return source;
  }

  private static boolean passes(OnnxNode node) {
    return !node.inputs().isEmpty()
        && (node.operator().equals("Identity")
            || (node.operator().equals("Cast")
                && ElementType.of((int) node.integer("to", 0))
                    .filter(ElementType::real)
                    .isPresent()));
  }

  Optional<OnnxNode> maker(String value, String operator) {
    return Optional.ofNullable(makers.get(source(value)))
        .filter(node -> node.operator().equals(operator));
  }

  boolean isConstant(String value) {
    return constants.has(value);
  }

  /** A small constant; empty if the value is none, or cannot be read. */
  Optional<Tensor> constant(String value) {
    try {
      return constants.has(value) && !constants.isLarge(value)
          ? Optional.of(constants.get(value))
          : Optional.empty();
    } catch (OnnxException e) {
      return Optional.empty(); // the node that reads it says why
    }
  }

  String value(String name) {
    return values.getOrDefault(name, "");
  }
}
