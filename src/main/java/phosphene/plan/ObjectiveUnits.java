package phosphene.plan;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import phosphene.network.Architecture;
import phosphene.network.Depth;
import phosphene.spec.Mix;
import phosphene.spec.Objective.Kind;
import phosphene.spec.Rendering;
import phosphene.spec.Selection;
import phosphene.spec.SpecException;

/** The units of objectives that name layers or units themselves. */
record ObjectiveUnits(Rendering rendering, Architecture architecture, ObjectiveContents contents) {

  /** One for each row of the array that a direction is of, or one of its photos. */
  List<Unit> rows(Kind.Direction direction) {
    requireNoLayers();
    refuse("objective.direction.layer", () -> Terms.checkLayer(architecture, direction.layer(), "objective.direction.layer"));
    String what = direction.file().map(file -> "the rows of " + file).orElse("the mean of the photos");
    return rendering.units().channels().numbers(what, Math.max(1, contents.units().size())).stream()
        .map(row -> Units.unit(architecture, direction.layer(), row))
        .toList();
  }

  /** The deepest unit of each mix. */
  List<Unit> deepest(Kind.Joint joint) {
    requireNoLayers();
    if (rendering.units().channels() instanceof Selection.Some some) {
      Selection.Term first = some.terms().get(0);
      throw new SpecException(
          first.place()
              + ": Invalid units: "
              + first.text()
              + " (must be left out with objective: joint, which names its own)");
    }
    Set<Unit> units = new HashSet<>();
    for (Mix mix : joint.mixes()) {
      mix.terms().forEach(term -> requireUnit(term, "objective.joint"));
      Mix.Term deepest = Depth.deepest(mix, architecture);
      Unit unit = Units.unit(architecture, deepest.layer(), deepest.channel().orElseThrow());
      if (!units.add(unit)) {
        throw invalid("objective.joint", unit.toString(), "the deepest unit of one mix only");
      }
    }
    return units.stream()
        .sorted(Comparator.comparingInt(Unit::layerIndex).thenComparingInt(Unit::channel))
        .toList();
  }

  /** Refuses what a kind names beside the units of the job. */
  void check(Kind kind) {
    if (kind instanceof Kind.Interpolation interpolation) {
      requireUnit(interpolation.to(), "objective.interpolation.to");
    }
    if (kind instanceof Kind.Accentuation accentuation) {
      String key = "objective.accentuation.layer";
      refuse(key, () -> Terms.checkLayer(architecture, accentuation.layer(), key));
    }
  }

  private void requireUnit(Mix.Term term, String key) {
    if (term.channel().isEmpty()) {
      throw invalid(key, term.text(), "a unit such as block4_conv1/223");
    }
    refuse(key, () -> Terms.checkUnit(architecture, term, key));
  }

  private void refuse(String key, Runnable check) {
    try {
      check.run();
    } catch (SpecException e) {
      throw e.in(rendering.key(key));
    }
  }

  private void requireNoLayers() {
    if (rendering.units().layers() instanceof Selection.Some some) {
      throw Units.invalid(
          some, "left out with objective: " + rendering.objective().name() + ", which names its own");
    }
  }

  private SpecException invalid(String key, String value, String rule) {
    return new SpecException(
            String.format(Locale.ROOT, "Invalid %s: %s (must be %s)", key, value, rule))
        .in(rendering.key(key));
  }
}
