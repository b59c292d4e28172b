package phosphene.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.spec.DreamJob;
import phosphene.spec.DreamJob.Emphasis;
import phosphene.spec.Mix;
import phosphene.spec.Selection;
import phosphene.spec.SpecException;

/** Looks the layers of a dream job up in a network. */
public final class Mixes {
  private final Architecture architecture;
  private final List<String> layers;

  private Mixes(Architecture architecture) {
    this.architecture = architecture;
    layers =
        architecture.nodes().stream()
            .filter(node -> !(node.layer() instanceof Softmax))
            .map(Node::name)
            .toList();
  }

  /**
   * What each photo is dreamt with, by the names of the mixes, in the order of the job.
   *
   * @throws SpecException if the job names what the network does not have, or a layer that takes
   *     photos of one size only
   */
  public static Map<String, Mix> of(DreamJob job, Architecture architecture) {
    Mixes mixes = new Mixes(architecture);
    Map<String, Mix> named = new LinkedHashMap<>();
    if (job.dreaming().layers().isEmpty()) {
      mixes.convolutions().forEach(mix -> named.put(mix.name(), mix));
    }
    for (Emphasis emphasis : job.dreaming().layers()) {
      mixes.meant(emphasis).forEach(mix -> named.put(mix.name(), mix));
    }
    return named;
  }

  private List<Mix> convolutions() {
    List<Mix> all =
        architecture.nodes().stream()
            .filter(node -> node.layer() instanceof Convolution)
            .map(node -> Mix.of(node.name()))
            .toList();
    if (all.isEmpty()) {
      throw new SpecException(
          "Invalid layers: all (must name a layer: "
              + architecture.name()
              + " has no convolution)");
    }
    return all;
  }

  private List<Mix> meant(Emphasis emphasis) {
    List<Mix.Term> terms = emphasis.mix().terms();
    if (terms.size() == 1 && terms.get(0).channel().isEmpty()) {
      return found(terms.get(0), emphasis).stream().map(Mix::of).toList();
    }
    List<Mix.Term> resolved = new ArrayList<>();
    for (Mix.Term term : terms) {
      List<String> found = found(term, emphasis);
      if (found.size() > 1) {
        throw invalid(term.text(), "one layer, not " + String.join(", ", found), emphasis);
      }
      Mix.Term one = new Mix.Term(found.get(0), term.channel(), term.weight());
      one.channel().ifPresent(channel -> requireChannel(one, channel, emphasis));
      resolved.add(one);
    }
    return List.of(new Mix(resolved));
  }

  private List<String> found(Mix.Term term, Emphasis emphasis) {
    Selection.Term written = new Selection.Term(term.layer(), emphasis.place());
    List<String> found = new Selection.Some(List.of(written)).layers(layers);
    for (String layer : found) {
      if (architecture.cut(List.of(layer)).fixedSize()) {
        throw invalid(
            layer, "before the dense layers, which take pictures of one size only", emphasis);
      }
    }
    return found;
  }

  private void requireChannel(Mix.Term term, int channel, Emphasis emphasis) {
    Map<String, Shape> shapes =
        architecture.shapes(architecture.input().height(), architecture.input().width());
    Shape shape = shapes.get(term.layer());
    if (shape != null && channel >= shape.channels()) {
      String rule =
          String.format(
              Locale.ROOT,
              "%s/0 to %s/%d",
              term.layer(),
              term.layer(),
              shape.channels() - 1);
      throw invalid(term.text(), rule, emphasis);
    }
  }

  private static SpecException invalid(String value, String rule, Emphasis emphasis) {
    return new SpecException(
        emphasis.place() + ": Invalid layers: " + value + " (must be " + rule + ")");
  }
}
