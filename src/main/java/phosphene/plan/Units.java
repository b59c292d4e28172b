package phosphene.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.spec.AtlasJob;
import phosphene.spec.Objective;
import phosphene.spec.Selection;
import phosphene.spec.SpecException;

/** Finds the units that a job selects in a network. */
final class Units {
  private Units() {}

  static List<Unit> of(AtlasJob job, Architecture architecture, List<String> labels) {
    Map<String, Shape> shapes =
        architecture.shapes(architecture.input().height(), architecture.input().width());
    if (job.rendering().objective().kind() instanceof Objective.Kind.Logit) {
      return classes(job, architecture, shapes, labels);
    }
    List<Unit> units = new ArrayList<>();
    for (String layer : layers(job.units().layers(), architecture)) {
      int count = shape(shapes, layer).channels();
      for (int channel : job.units().channels().channels(layer, count)) {
        units.add(unit(architecture, layer, channel));
      }
    }
    return units;
  }

  private static List<Unit> classes(
      AtlasJob job, Architecture architecture, Map<String, Shape> shapes, List<String> labels) {
    if (job.units().layers() instanceof Selection.Some some) {
      throw new SpecException(
          some.terms().get(0).place()
              + ": Invalid layers: "
              + some.terms().get(0).text()
              + " (must be left out with objective: class)");
    }
    String logits =
        architecture
            .logits()
            .orElseThrow(
                () ->
                    new SpecException(
                            "Invalid objective: class (must be channel or neuron: "
                                + architecture.name()
                                + " has no classifier)")
                        .in("objective"));
    int count = shape(shapes, logits).channels();
    return job.units().channels().classes(labels, count).stream()
        .map(channel -> unit(architecture, logits, channel))
        .toList();
  }

  private static List<String> layers(Selection selection, Architecture architecture) {
    return selection instanceof Selection.Some some
        ? LayerNames.of(some, architecture)
        : LayerNames.all(architecture);
  }

  private static Unit unit(Architecture architecture, String layer, int channel) {
    Node node = architecture.node(layer).orElseThrow();
    return new Unit(layer, architecture.nodes().indexOf(node), channel);
  }

  private static Shape shape(Map<String, Shape> shapes, String layer) {
    Shape shape = shapes.get(layer);
    if (shape == null) {
      throw new IllegalStateException("No shape of " + layer);
    }
    return shape;
  }
}
