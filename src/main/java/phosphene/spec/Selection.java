package phosphene.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which of the things that exist a job takes: all, or those that match a list of terms. */
public sealed interface Selection {

  /**
   * The names of {@code layers} that this selects, in their order.
   *
   * @throws SpecException if a term matches none
   */
  default List<String> layers(List<String> layers) {
    return this instanceof Some some
        ? Matches.layers(some.terms(), layers).stream().mapToObj(layers::get).toList()
        : List.copyOf(layers);
  }

  /**
   * The channels that this selects of a layer that has {@code count}, ascending.
   *
   * @throws SpecException if a term is a name or reaches beyond the layer
   */
  default List<Integer> channels(String layer, int count) {
    return this instanceof Some some
        ? Matches.channels(some.terms(), layer, count).stream().boxed().toList()
        : IntStream.range(0, count).boxed().toList();
  }

  /**
   * The things that this selects of {@code count}, ascending, by their numbers.
   *
   * @param what they are, in messages: {@code the rows of x.npy}
   * @throws SpecException if a term is a name or reaches beyond them
   */
  default List<Integer> numbers(String what, int count) {
    return this instanceof Some some
        ? Matches.counted(some.terms(), what, count).stream().boxed().toList()
        : IntStream.range(0, count).boxed().toList();
  }

  /**
   * The classes that this selects of {@code count}, ascending. A name matches the labels that are
   * equal; else those equal but for case, blanks and underscores; else the only one that contains
   * it.
   *
   * @param labels of the classes in their order; empty if the network has none
   * @throws SpecException if a term matches no class, or too many
   */
  default List<Integer> classes(List<String> labels, int count) {
    return this instanceof Some some
        ? Matches.classes(some.terms(), labels, count).stream().boxed().toList()
        : IntStream.range(0, count).boxed().toList();
  }

  /** What this selects of units without naming a layer; empty if every term names one. */
  default Optional<Selection> bare() {
    if (!(this instanceof Some some)) {
      return Optional.of(this);
    }
    List<Term> bare = some.terms().stream().filter(term -> term.ofLayer().isEmpty()).toList();
    return bare.isEmpty() ? Optional.empty() : Optional.of(new Some(bare));
  }

  /** What this selects of units of layers that it names, in the order of the terms. */
  default List<OfLayer> ofLayers() {
    return this instanceof Some some
        ? some.terms().stream().flatMap(term -> term.ofLayer().stream()).toList()
        : List.of();
  }

  /** Channels of the layers that a term names. */
  record OfLayer(Some layers, Some channels) {}

  /** Everything there is. */
  record All() implements Selection {}

  /**
   * What matches one of the terms, in the order of the network. A term is a name (of a layer, of a
   * class), a name with {@code *} in it, a number, or a range {@code a-b} with both ends.
   *
   * @param terms at least one
   */
  record Some(List<Term> terms) implements Selection {
    public Some {
      terms = List.copyOf(terms);
      if (terms.isEmpty()) {
        throw new SpecException("Invalid selection: [] (must name at least one)");
      }
    }
  }

  /**
   * One term with the place it was written at, so that a later check can name it.
   *
   * @param text as written
   * @param place such as {@code jobs/x.yaml:4}
   */
  record Term(String text, String place) {

    /** True if this is a name, or a pattern of names, that {@code name} matches. */
    public boolean covers(String name) {
      return Matches.pattern(text).matcher(name).matches();
    }

    /** A term such as {@code block4_conv1/223} in its parts; empty if it names no layer. */
    Optional<OfLayer> ofLayer() {
      return UnitTerm.of(text).filter(unit -> unit.layer().isPresent()).map(this::parts);
    }

    private OfLayer parts(UnitTerm unit) {
      return new OfLayer(
          new Some(List.of(new Term(unit.layer().orElseThrow(), place))),
          new Some(List.of(new Term(unit.numbers(), place))));
    }
  }
}
