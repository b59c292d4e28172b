package phosphene.spec;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the terms of a selection match among the things of a network, by their positions. */
final class Matches {
  private Matches() {}

  /** Positions in {@code layers} of those that match a term. */
  static BitSet layers(List<Selection.Term> terms, List<String> layers) {
    BitSet found = new BitSet();
    for (Selection.Term term : terms) {
      BitSet matches = where(layers, term::covers);
      if (matches.isEmpty()) {
        throw unknown("layers", term, "a layer", layers);
      }
      found.or(matches);
    }
    return found;
  }

  /** Channels below {@code count} that a term names. */
  static BitSet channels(List<Selection.Term> terms, String layer, int count) {
    return counted(terms, "the channels of " + layer, count);
  }

  /** Numbers below {@code count} that terms name; {@code what} they count stands in messages. */
  static BitSet counted(List<Selection.Term> terms, String what, int count) {
    BitSet found = new BitSet();
    for (Selection.Term term : terms) {
      UnitTerm counted =
          UnitTerm.of(term)
              .orElseThrow(
                  () ->
                      invalid(
                          "units",
                          term,
                          "a channel or a range, or these of a layer such as conv/0-63; only"
                              + " objective: class has names"));
      found.or(numbers(term, counted, count, what));
    }
    return found;
  }

  /** Classes below {@code count} that a term names by number or by label. */
  static BitSet classes(List<Selection.Term> terms, List<String> labels, int count) {
    BitSet found = new BitSet();
    for (Selection.Term term : terms) {
      found.or(
          UnitTerm.of(term)
              .map(counted -> numbers(term, counted, count, "the classes"))
              .orElseGet(() -> labelled(term, labels)));
    }
    return found;
  }

  private static BitSet numbers(Selection.Term term, UnitTerm counted, int count, String things) {
    if (!counted.within(count)) {
      throw invalid(
          "units", term, String.format(Locale.ROOT, "between 0 and %d, %s", count - 1, things));
    }
    BitSet found = new BitSet();
    IntStream.range(0, count).filter(counted::covers).forEach(found::set);
    return found;
  }

  /** The classes of that very name; else of that name in other letters; else the one with it. */
  private static BitSet labelled(Selection.Term term, List<String> labels) {
    if (labels.isEmpty()) {
      throw invalid("units", term, "a class number: the network has no class names");
    }
    BitSet exact = where(labels, pattern(term.text()).asMatchPredicate());
    if (!exact.isEmpty()) {
      return exact;
    }
    String loose = loose(term.text());
    BitSet alike = where(labels, label -> pattern(loose).matcher(loose(label)).matches());
    if (!alike.isEmpty()) {
      return alike;
    }
    BitSet parts = where(labels, label -> loose(label).contains(loose));
    if (parts.cardinality() > 1) {
      String names =
          parts.stream().limit(5).mapToObj(labels::get).collect(Collectors.joining(", "));
      throw invalid("units", term, "one class, which of " + names + "?");
    }
    if (parts.isEmpty()) {
      throw unknown("units", term, "a class", labels);
    }
    return parts;
  }

  private static String loose(String label) {
    return label.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private static BitSet where(List<String> names, Predicate<String> condition) {
    BitSet found = new BitSet();
    IntStream.range(0, names.size()).filter(i -> condition.test(names.get(i))).forEach(found::set);
    return found;
  }

  /** The names that {@code text} means, a {@code *} standing for any letters. */
  static Pattern pattern(String text) {
    return Pattern.compile(
        List.of(text.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  private static SpecException unknown(
      String key, Selection.Term term, String thing, List<String> names) {
    return invalid(
        key, term, thing + "; nearest: " + String.join(", ", Nearest.three(term.text(), names)));
  }

  private static SpecException invalid(String key, Selection.Term term, String rule) {
    return Require.invalid(key, term.text(), rule).at(term.place());
  }
}
