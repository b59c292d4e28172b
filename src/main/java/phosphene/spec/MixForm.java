package phosphene.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import phosphene.spec.DreamJob.Emphasis;

/**
 * How job files write mixes: a name, a channel {@code block4_conv1/223} or {@code
 * block4_conv1:223}, or weights by these, such as {@code {block3_conv3: 0.7, block4_conv1/223:
 * 0.3}}.
 */
final class MixForm {
  /** The value that stands for everything. */
  static final String ALL = "all";

  private MixForm() {}

  /** One mix or a list of them; none for {@link #ALL}. */
  static List<Emphasis> all(String key, Value value) {
    return Scalars.text(value).equals(Optional.of(ALL))
        ? List.of()
        : some(key, value, ALL + ", or name");
  }

  /** One mix or a list of them. */
  static List<Emphasis> some(String key, Value value) {
    return some(key, value, "a list that names");
  }

  private static List<Emphasis> some(String key, Value value, String rule) {
    if (!(value instanceof Value.Items items)) {
      return List.of(one(key, value));
    }
    if (items.values().isEmpty()) {
      throw value.invalid(key, rule + " at least one");
    }
    return items.values().stream().map(item -> one(key, item)).toList();
  }

  /** One mix; its mistakes name its place. */
  static Emphasis one(String key, Value value) {
    try {
      return new Emphasis(mix(key, value), value.place());
    } catch (SpecException e) {
      throw e.key().isEmpty() ? e : e.at(value.place());
    }
  }

  private static Mix mix(String key, Value value) {
    if (value instanceof Value.Mapping mapping) {
      return new Mix(
          mapping.entries().entrySet().stream()
              .map(entry -> term(entry.getKey(), weight(key, entry.getKey(), entry.getValue())))
              .toList());
    }
    String text =
        Scalars.text(value)
            .filter(written -> !written.isBlank())
            .orElseThrow(
                () ->
                    value.invalid(
                        key,
                        String.format(
                            Locale.ROOT,
                            "%sa name, or a list of names and mixes such as {conv1: 0.7, conv2/5:"
                                + " 0.3}",
                            key.equals("layers") ? "all, " : "")));
    return new Mix(List.of(term(text, 1)));
  }

  private static double weight(String key, String term, Value value) {
    return Scalars.number(key + "." + term, value);
  }

  /** One unit, such as {@code block4_conv1/223}. */
  static Mix.Term unit(String key, Value value) {
    return Scalars.text(value)
        .map(text -> term(text, 1))
        .filter(term -> term.channel().isPresent())
        .orElseThrow(() -> value.invalid(key, "a unit such as block4_conv1/223"));
  }

  private static Mix.Term term(String text, double weight) {
    return UnitTerm.of(text)
        .filter(unit -> unit.layer().isPresent() && unit.channel().isPresent())
        .map(unit -> new Mix.Term(unit.layer().orElseThrow(), unit.channel(), weight))
        .orElseGet(() -> new Mix.Term(text, Optional.empty(), weight));
  }
}
