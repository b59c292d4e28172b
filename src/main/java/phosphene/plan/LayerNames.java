package phosphene.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.spec.Selection;
import phosphene.spec.SpecException;

/** Looks the layers up that a job names: by name, by a pattern, as all or as blocks. */
final class LayerNames {
  /** The word for the outputs of residual blocks, unless a layer has that name. */
  static final String BLOCKS = "blocks";

  private LayerNames() {}

  /** Every convolution and block. */
  static List<String> all(Architecture architecture) {
    List<String> all = names(architecture.convolutionsAndBlocks());
    if (all.isEmpty()) {
      throw none(architecture);
    }
    return all;
  }

  /** Of all those that take images of any size, as photos and flights have them; maybe none. */
  static List<String> ofAnySize(Architecture architecture) {
    return names(architecture.convolutionsAndBlocks()).stream()
        .filter(name -> !architecture.cut(List.of(name)).fixedSize())
        .toList();
  }

  /** That {@code layers: all} names nothing. */
  static SpecException none(Architecture architecture) {
    return new SpecException(
            "Invalid layers: all (must name a layer: "
                + architecture.name()
                + " has no convolution)")
        .in("layers");
  }

  /**
   * The layers that terms name, in the order of the network.
   *
   * @throws SpecException if a term names none: with the reason, if the file has such a layer
   */
  static List<String> of(Selection.Some asked, Architecture architecture) {
    List<String> known = names(architecture.units());
    List<Selection.Term> terms = new ArrayList<>();
    for (Selection.Term term : asked.terms()) {
      if (meansBlocks(term.text(), architecture)) {
        blocks(architecture, term.place())
            .forEach(block -> terms.add(new Selection.Term(block, term.place())));
      } else {
        Selection.Term named = new Selection.Term(architecture.named(term.text()), term.place());
        refuseAbsent(named, known, architecture);
        terms.add(named);
      }
    }
    return new Selection.Some(terms).layers(known);
  }

  /** True if a word of a job stands for all blocks. */
  static boolean meansBlocks(String word, Architecture architecture) {
    return word.equals(BLOCKS) && architecture.node(word).isEmpty();
  }

  /**
   * The outputs of residual blocks.
   *
   * @param place where they are asked for
   * @throws SpecException if there are none
   */
  static List<String> blocks(Architecture architecture, String place) {
    List<String> blocks = names(architecture.blocks());
    if (blocks.isEmpty()) {
      throw new SpecException(
          place
              + ": Invalid layers: blocks (must name layers, or be all: "
              + architecture.name()
              + " has no residual blocks)");
    }
    return blocks;
  }

  private static void refuseAbsent(
      Selection.Term term, List<String> known, Architecture architecture) {
    if (known.stream().noneMatch(term::covers)) {
      absent(architecture, term)
          .ifPresent(
              message -> {
                throw new SpecException(term.place() + ": " + message);
              });
    }
  }

  /** Why a layer that the network's file has is none that can be asked for; empty if unknown. */
  static Optional<String> absent(Architecture architecture, Selection.Term term) {
    return architecture.absent().entrySet().stream()
        .filter(entry -> term.covers(entry.getKey()))
        .findFirst()
        .map(LayerNames::refusal);
  }

  private static String refusal(Map.Entry<String, String> absent) {
    return String.format(
        Locale.ROOT, "Cannot find layer %s: %s", absent.getKey(), absent.getValue());
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).toList();
  }
}
