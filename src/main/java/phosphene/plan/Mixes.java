package phosphene.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.spec.DreamJob;
import phosphene.spec.DreamJob.Emphasis;
import phosphene.spec.DreamRecipe;
import phosphene.spec.Mix;
import phosphene.spec.Selection;
import phosphene.spec.SpecException;

/** Looks the layers of a dream job up in a network. */
public final class Mixes {
  /** A mix of layers that the network has, and what its dreams cost. */
  public record Planned(Mix mix, DreamCost cost) {}

  private final Architecture architecture;
  private final DreamRecipe recipe;

  private Mixes(Architecture architecture, DreamRecipe recipe) {
    this.architecture = architecture;
    this.recipe = recipe;
  }

  /**
   * What each photo is dreamt with, by the names of the mixes, in the order of the job.
   *
   * @throws SpecException if the job names what the network does not have, or a layer that takes
   *     photos of one size only
   */
  public static Map<String, Planned> of(DreamJob job, Architecture architecture) {
    Mixes mixes = new Mixes(architecture, job.dreaming().recipe());
    Map<String, Planned> named = new LinkedHashMap<>();
    if (job.dreaming().layers().isEmpty()) {
      Emphasis all = new Emphasis(Mix.of("all"), job.photos().where());
      mixes.all().forEach(mix -> named.put(mix.name(), mixes.planned(mix, all)));
    }
    for (Emphasis emphasis : job.dreaming().layers()) {
      mixes.meant(emphasis).forEach(mix -> named.put(mix.name(), mixes.planned(mix, emphasis)));
    }
    return named;
  }

  /** The names of mixes in the order of the network, of each mix by its deepest layer. */
  public static List<String> inOrder(Map<String, Planned> mixes, Architecture architecture) {
    List<String> layers = architecture.nodes().stream().map(Node::name).toList();
    return mixes.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> depth(entry.getValue().mix(), layers)))
        .<String>map(Map.Entry::getKey)
        .toList();
  }

  private static int depth(Mix mix, List<String> layers) {
    return mix.terms().stream().mapToInt(term -> layers.indexOf(term.layer())).max().orElseThrow();
  }

  private List<Mix> all() {
    List<String> all = LayerNames.ofAnySize(architecture);
    if (all.isEmpty()) {
      throw LayerNames.none(architecture);
    }
    return all.stream().map(Mix::of).toList();
  }

  private List<Mix> meant(Emphasis emphasis) {
    List<Mix.Term> terms = Terms.resolved(architecture, emphasis.mix()).terms();
    if (terms.size() == 1 && terms.get(0).channel().isEmpty()) {
      return found(terms.get(0), emphasis).stream().map(Mix::of).toList();
    }
    List<Mix.Term> resolved = new ArrayList<>();
    for (Mix.Term term : terms) {
      List<String> found = found(term, emphasis);
      if (found.size() > 1) {
        throw invalid(term.text(), "one layer, not " + String.join(", ", found), emphasis);
      }
      resolved.add(new Mix.Term(found.get(0), term.channel(), term.weight()));
    }
    return List.of(new Mix(resolved));
  }

  private List<String> found(Mix.Term term, Emphasis emphasis) {
    Selection.Term written = new Selection.Term(term.layer(), emphasis.place());
    return LayerNames.of(new Selection.Some(List.of(written)), architecture);
  }

  private Planned planned(Mix mix, Emphasis emphasis) {
    try {
      return new Planned(mix, DreamCost.of(architecture, mix, recipe));
    } catch (SpecException e) {
      throw new SpecException(emphasis.place() + ": " + e.getMessage(), e);
    }
  }

  private static SpecException invalid(String value, String rule, Emphasis emphasis) {
    return new SpecException(
        emphasis.place() + ": Invalid layers: " + value + " (must be " + rule + ")");
  }
}
