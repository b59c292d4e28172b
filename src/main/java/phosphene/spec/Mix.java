package phosphene.spec;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a dream amplifies: layers or single channels of them, each with a weight. Only the ratio of
 * the weights counts. Mixes of the same terms are equal whatever their order was.
 *
 * @param terms at least one, no layer or channel twice; kept in the order of their texts, a single
 *     one with weight 1
 */
public record Mix(List<Term> terms) {
  private static final String KEY = "mix";

  /**
   * One layer, or one channel of it.
   *
   * @param channel counted from 0; empty: the whole layer
   * @param weight more than 0
   */
  public record Term(String layer, Optional<Integer> channel, double weight) {
    public Term {
      Require.named(KEY, layer);
      channel.ifPresent(number -> Require.atLeast(KEY + " channel", number, 0));
      Require.positive(KEY + " weight", weight);
    }

    /** As job files write it: {@code block4_conv1} or {@code block4_conv1/223}. */
    public String text() {
      return written('/');
    }

    private String written(char separator) {
      return channel.map(number -> layer + separator + number).orElse(layer);
    }
  }

  public Mix {
    terms = terms.stream().sorted(Comparator.comparing(Term::text)).toList();
    if (terms.isEmpty()) {
      throw Require.invalid(KEY, "[]", "at least one layer");
    }
    if (terms.size() == 1) {
      terms = List.of(new Term(terms.get(0).layer, terms.get(0).channel, 1));
    }
    Set<String> seen = new HashSet<>();
    for (Term term : terms) {
      if (!seen.add(term.text())) {
        throw Require.invalid(KEY, term.text(), "named once in a mix");
      }
    }
  }

  /** A whole layer alone. */
  public static Mix of(String layer) {
    return new Mix(List.of(new Term(layer, Optional.empty(), 1)));
  }

  /**
   * A short text for paths, the same for equal mixes only: {@code block4_conv4}, or {@code
   * block3_conv3@0.7+block4_conv1.223@0.3}. A term that is alone goes without its weight.
   */
  public String name() {
    if (terms.size() == 1) {
      return terms.get(0).written('.');
    }
    return terms.stream()
        .map(term -> term.written('.') + "@" + Json.number(term.weight))
        .collect(Collectors.joining("+"));
  }

  /** The term of the largest weight, of equal ones the first. */
  public Term strongest() {
    Term strongest = terms.get(0);
    for (Term term : terms) {
      strongest = term.weight > strongest.weight ? term : strongest;
    }
    return strongest;
  }

  /** The part of a term's weight in the weights of all; they sum to 1. */
  public double share(Term term) {
    return term.weight / terms.stream().mapToDouble(Term::weight).sum();
  }

  /** This mix as one line of canonical JSON: weights by the texts of their terms. */
  public String json() {
    return Json.text(weights());
  }

  Map<String, Object> weights() {
    Map<String, Object> weights = new TreeMap<>();
    terms.forEach(term -> weights.put(term.text(), Json.number(term.weight)));
    return weights;
  }
}
