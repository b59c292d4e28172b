package phosphene.network;

import java.util.Comparator;
import java.util.List;
import phosphene.spec.Mix;

/** How deep units lie in a network. */
public final class Depth {
  private Depth() {}

  /** The term of the last layer of a mix; of several channels there that of the largest weight. */
  public static Mix.Term deepest(Mix mix, Architecture architecture) {
    List<String> layers = architecture.nodes().stream().map(Node::name).toList();
    int last = mix.terms().stream().mapToInt(term -> layers.indexOf(term.layer())).max().orElse(0);
    return mix.terms().stream()
        .filter(term -> layers.indexOf(term.layer()) == last)
        .min(Comparator.comparing(term -> -term.weight())) // of equal ones the first
        .orElseThrow();
  }
}
